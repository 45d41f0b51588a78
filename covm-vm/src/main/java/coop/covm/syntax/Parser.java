package coop.covm.syntax;

/**
 * Reads a program's text into its tree. Recovers after each fault, so that all of a file are
 * reported in one run.
 */
public final class Parser {
  private Parser() {}

  public static Parsed parse(SourceFile source) {
    throw new UnsupportedOperationException(source.name());
  }
}
