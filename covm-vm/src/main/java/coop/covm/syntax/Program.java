package coop.covm.syntax;

import java.util.List;

/**
 * A parsed program.
 *
 * @param main the statements at top level that are no functions
 * @param functions in the order of the text; names may still be doubled
 */
public record Program(SourceFile source, Statement.Block main, List<Statement.Function> functions) {
  public Program {
    functions = List.copyOf(functions);
  }
}
