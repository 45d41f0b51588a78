package coop.covm.lint;

import coop.covm.syntax.Statement;
import java.util.Set;
import java.util.function.Consumer;

/** Finds functions that the program never comes to. */
final class UnusedFunctions implements Rule {
  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    Functions functions = inspected.functions();
    Set<String> used = functions.reachedFrom(functions.calls(inspected.program().main()));
    for (String name : functions.names()) {
      if (!used.contains(name)) {
        functions
            .named(name)
            .ifPresent(function -> findings.accept(finding(function, name, functions)));
      }
    }
  }

  private static Finding finding(Statement.Function function, String name, Functions functions) {
    String shown = Words.shortened(function.name());
    return new Finding(
        LintCode.UNUSED_FUNCTION,
        functions.isCalledByOthers(name)
            ? "the function '%s' is called only by functions that are never called".formatted(shown)
            : "the function '%s' is never called".formatted(shown),
        function.nameSpan(),
        "call it, or delete it");
  }
}
