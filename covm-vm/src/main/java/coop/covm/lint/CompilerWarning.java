package coop.covm.lint;

import coop.covm.syntax.DiagnosticCode;
import java.util.function.Consumer;

/**
 * Finds what the compiler warns of.
 *
 * @param warning the code of the warning
 * @param code what it is here
 * @param remedy what to do, where the warning does not say it
 */
record CompilerWarning(DiagnosticCode warning, LintCode code, String remedy) implements Rule {
  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    inspected.warnings().stream()
        .filter(found -> found.code() == warning)
        .forEach(found ->
            findings.accept(
                new Finding(
                    code,
                    found.message(),
                    found.span(),
                    found.hint().orElse(remedy),
                    found.related())));
  }
}
