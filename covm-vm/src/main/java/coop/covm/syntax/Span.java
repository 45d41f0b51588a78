package coop.covm.syntax;

/**
 * A stretch of a source text, in UTF-16 units from its beginning.
 *
 * @param start the first unit, inclusive
 * @param end the end, exclusive; equal to {@code start} for a place between two units
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span from " + start + " to " + end);
    }
  }

  /** The smallest span that holds both. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
