package coop.covm.compiler;

import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Statement;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A file of the standard library, parsed. */
record LibraryText(SourceFile source, Map<String, Statement.Function> functions) {
  LibraryText {
    functions = Map.copyOf(functions);
  }

  /**
   * @throws IllegalStateException if there are faults in the text
   */
  static LibraryText of(SourceFile source) {
    Parsed parsed = Parser.parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      throw new IllegalStateException(
          "the library's %s has faults: %s".formatted(source.name(), parsed.diagnostics()));
    }
    return new LibraryText(
        source,
        parsed.program().functions().stream()
            .collect(Collectors.toMap(Statement.Function::name, Function.identity())));
  }

  /**
   * @throws IllegalStateException if the text has no function of this name
   */
  Statement.Function function(String name) {
    Statement.Function function = functions.get(name);
    if (function == null) {
      throw new IllegalStateException("the library's %s has no %s".formatted(source.name(), name));
    }
    return function;
  }
}
