package coop.covm.syntax;

import java.util.List;

/**
 * What parsing gives: always a tree, of what could be read, and everything that is wrong.
 *
 * @param diagnostics in the order of the text
 */
public record Parsed(Program program, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }
}
