package coop.covm.lint;

import java.util.function.Consumer;

/** Finds variables and parameters that nothing reads. */
final class UnusedVariables implements Rule {
  /** With this begin the names of those that only have to be there. */
  private static final String MEANT = "_";

  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    for (Tree.Frame frame : Tree.frames(inspected.program())) {
      VariableUse.in(frame)
          .unread()
          .forEach((name, place) -> {
            if (!name.startsWith(MEANT)) {
              findings.accept(
                  new Finding(
                      LintCode.UNUSED_VARIABLE,
                      "nothing reads the variable '%s'".formatted(Words.shortened(name)),
                      place,
                      "delete it, or call it _ or %s%s if it has to be there"
                          .formatted(MEANT, Words.shortened(name))));
            }
          });
    }
  }
}
