package coop.covm.compiler;

import coop.covm.syntax.Span;

/**
 * How a value was made, as far as it matters when it becomes a storage key.
 *
 * @param place the instruction that made it so
 */
record Making(Kind kind, Span place) {

  /** In the order of their weight where two paths meet: the later one counts. */
  enum Kind {
    /** A literal. */
    LITERAL,
    /** Made by {@code segment}, or joined from such and literals: data cannot change its shape. */
    SEGMENT,
    /** Anything else. */
    OTHER,
    /** Joined by {@code add} or an f-string from parts of which one is unchecked. */
    BUILT
  }

  /** What may be there where two paths meet. */
  Making or(Making other) {
    return kind.compareTo(other.kind) >= 0 ? this : other;
  }

  /**
   * What {@code add} makes of two: safe if each part is a literal or a segment and one of them is a
   * segment.
   */
  Making joinedWith(Making other, Span add) {
    boolean safe =
        kind.compareTo(Kind.SEGMENT) <= 0
            && other.kind.compareTo(Kind.SEGMENT) <= 0
            && (kind == Kind.SEGMENT || other.kind == Kind.SEGMENT);
    return new Making(safe ? Kind.SEGMENT : Kind.BUILT, add);
  }
}
