package coop.covm.compiler;

import coop.covm.syntax.Span;
import org.jspecify.annotations.Nullable;

/**
 * Values that one instruction pushed onto the stack, next to each other. Many can be one place, so
 * a call of a function with thousands of results costs no more than one with a single result.
 *
 * <p>Places have identity: stacks that share one share all that is below it.
 */
final class Place {
  private final Span origin;
  private final Making making;
  private final int count;
  private final @Nullable Place below;

  /**
   * @param origin the instruction that pushed them
   * @param count how many they are, at least 1
   * @param below what lies under them, null for the lowest that is known
   */
  Place(Span origin, Making making, int count, @Nullable Place below) {
    this.origin = origin;
    this.making = making;
    this.count = count;
    this.below = below;
  }

  Span origin() {
    return origin;
  }

  Making making() {
    return making;
  }

  int count() {
    return count;
  }

  @Nullable Place below() {
    return below;
  }

  /** The same values on top of something else. */
  Place on(@Nullable Place other) {
    return below == other ? this : new Place(origin, making, count, other);
  }

  /** The same values, so many of them. */
  Place times(int number) {
    return count == number ? this : new Place(origin, making, number, below);
  }
}
