package coop.covm.golden;

/** A golden program whose comments cannot be read. */
final class MalformedGoldenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedGoldenException(int line, String message) {
    super("line %d: %s".formatted(line, message));
  }
}
