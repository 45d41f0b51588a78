package coop.covm.compiler;

import coop.covm.syntax.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a frame's stack at one point of the code. Immutable; stacks share their lower
 * parts, so a branch costs nothing and a join only what the branches changed.
 *
 * <p>Behind a reported fault nobody knows the height. Such a stack has a bottom of its own, of
 * which it is only known how far the top is from it, and it never runs empty: heights can be
 * compared between stacks of one bottom only.
 */
final class Stack {
  /** The bottom of a frame's stack, where its height is zero. */
  static final int FRAME = 0;

  static final Stack EMPTY = new Stack(FRAME, 0, null);

  private final int bottom;
  private final int height;
  private final @Nullable Place top;

  private Stack(int bottom, int height, @Nullable Place top) {
    this.bottom = bottom;
    this.height = height;
    this.top = top;
  }

  /** A stack of which nothing is known. */
  static Stack unknown(int bottom) {
    return new Stack(bottom, 0, null);
  }

  /** Whether its height is known. */
  boolean isKnown() {
    return bottom == FRAME;
  }

  /** Whether it and the other have one bottom, so that their heights can be compared. */
  boolean isComparable(Stack other) {
    return bottom == other.bottom;
  }

  /** How many values lie above its bottom; may be negative when the bottom is not the frame's. */
  int height() {
    return height;
  }

  /** Whether so many values can be popped. */
  boolean holds(int count) {
    return !isKnown() || height >= count;
  }

  /**
   * The top value.
   *
   * @param user where it is asked for; stands for the origin when that is not known
   */
  Place top(Span user) {
    Place known = top;
    return known != null
        ? known.times(1).on(null)
        : new Place(user, new Making(Making.Kind.OTHER, user), 1, null);
  }

  Stack push(Place place) {
    return new Stack(bottom, height + place.count(), place.on(top));
  }

  Stack push(Span origin, Making making) {
    return push(new Place(origin, making, 1, null));
  }

  /** So many values of which nothing more is known. */
  Stack push(Span origin, int count) {
    return count == 0
        ? this
        : push(new Place(origin, new Making(Making.Kind.OTHER, origin), count, null));
  }

  Stack pop() {
    return pop(1);
  }

  /** Without so many values; the caller has made sure that it {@link #holds} them. */
  Stack pop(int count) {
    if (!holds(count)) {
      throw new IllegalStateException("pop of " + count + " from a stack of " + height);
    }
    Place rest = top;
    int left = count;
    while (left > 0 && rest != null) {
      int popped = Math.min(left, rest.count());
      rest = popped == rest.count() ? rest.below() : rest.times(rest.count() - popped);
      left -= popped;
    }
    return new Stack(bottom, height - count, rest);
  }

  /** Both of two comparable stacks of one height: what may be there where two paths meet. */
  Stack or(Stack other) {
    return new Stack(bottom, height, join(top, other.top));
  }

  private static @Nullable Place join(@Nullable Place left, @Nullable Place right) {
    // Down to the part that both share; a loop, since a stack may be deeper than Java's own.
    Deque<Place> differing = new ArrayDeque<>();
    Place one = left;
    Place two = right;
    while (one != two && one != null && two != null) {
      int count = Math.min(one.count(), two.count());
      differing.push(new Place(one.origin(), one.making().or(two.making()), count, null));
      one = one.count() == count ? one.below() : one.times(one.count() - count);
      two = two.count() == count ? two.below() : two.times(two.count() - count);
    }
    // Unknown bottoms may differ in how much of them was looked at.
    Place joined = one == two ? one : null;
    while (!differing.isEmpty()) {
      joined = differing.pop().on(joined);
    }
    return joined;
  }
}
