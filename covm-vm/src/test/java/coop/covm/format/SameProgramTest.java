package coop.covm.format;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import org.junit.jupiter.api.Test;

/** What makes two modules one program. */
final class SameProgramTest {
  private static final String PROGRAM =
      "def f(a):\n  load a\n\npush 1; call f; push 2; gt; if:\n  nop";

  @Test
  void theTextAndThePlacesMayDiffer() {
    assertSame(PROGRAM, "\n# x\n" + PROGRAM.replace("; ", " ;\n").replace("\n  ", "\n     "), true);
  }

  @Test
  void nothingElseMayDiffer() {
    assertSame(PROGRAM, PROGRAM.replace("push 1", "push 1.0m"), false);
    assertSame(PROGRAM, PROGRAM.replace("push 2", "push 1"), false);
    assertSame(PROGRAM, PROGRAM.replace("gt", "ge"), false);
    assertSame(PROGRAM, PROGRAM.replace(" f", " g"), false);
    assertSame(PROGRAM, PROGRAM.replace(" a", " b").replace("(a)", "(b)"), false);
    assertSame(PROGRAM, PROGRAM + "; nop", false);
  }

  private static void assertSame(String one, String other, boolean expected) {
    assertThat(SameProgram.in(module(one), module(other))).as(other).isEqualTo(expected);
  }

  private static Module module(String text) {
    return Layouts.compiled(text).orElseThrow();
  }
}
