package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the compiler warns of keys that were put together by hand. */
final class HandBuiltKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "push \"org/\"; load x; add; loadp",
        "push \"org/\"; push \"a\"; add; loadp",
        "push f\"org/{x}\"; loadp",
        "push f\"org/{x}\"; store k; load k; loadp",
        "push f\"org/{x}\"; dup; loadp",
        "push f\"org/{x}\"; push 1; swap; storep",
        "push f\"org/{x}\"; push 1; over; storep",
        "push f\"org/{x}\"; push 1; push 2; rot; storep",
        "push f\"org/{x}\"; lower; trim; listkeys",
        "push f\"org/{x}\"; push 3; loadversionp",
        "push f\"org/{x}\"; push 3; push 4; diffversionsp",
        "push f\"org/{x}\"; loadp default 1",
        "push f\"org/{x}\"; asserttop 1; loadp",
        "push 1\nif:\n  push \"a/b\"\nelse:\n  push f\"{x}\"\nloadp",
        "push \"a\"; store k; push 1\nif:\n  push f\"{x}\"; store k\nload k; loadp",
        "push \"a\"; store k\nloop 3:\n  push f\"{x}\"; store k\nload k; loadp",
        "push 1\nif:\n  push f\"{x}\"; store k\nload k; loadp",
        "load x; segment; load y; add; loadp"
      })
  void aPoppedKeyBuiltByAddOrAnFStringIsDoubtful(String text) {
    assertThat(Compiled.found(text)).hasSize(1).first().asString().endsWith(":E0251");
    assertThat(Compiled.of(text).compilation().module()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loadp f\"org/{x}\"",
        "push \"org/a\"; loadp",
        "load k; loadp",
        "load x; segment; loadp",
        "push \"org/\"; load x; segment; add; loadp",
        "load x; segment; store s; push f\"org/{s}\"; loadp",
        "push f\"org/{x}\"; store k; push \"a/b\"; store k; load k; loadp",
        "push f\"org/{x}\"; store k; push [\"a\"]\nforeach k:\n  load k; loadp; pop",
        "push f\"org/{x}\"; push \"a\"; storep",
        "push 1; push f\"org/{x}\"; store k\nif:\n  fail \"x\"\npush \"a\"; loadp",
        "push 1\nif:\n  push f\"{x}\"; store k\n  fail \"x\"\nload k; loadp"
      })
  void otherKeysAreNot(String text) {
    assertThat(Compiled.found(text)).isEmpty();
  }

  @Test
  void theWarningNamesTheLineAndTheRemedy() {
    assertThat(Compiled.messages("push \"org/\"\nload x\nadd\nloadp"))
        .containsExactly(
            "4: the key that loadp pops was put together at line 3, so its parts are not checked"
                + " one by one (write it as the operand, as in loadp f\"org/{name}/...\", or take"
                + " each part through segment)");
  }

  @Test
  void manyWarningsDoNotKeepAProgramFromCompiling() {
    assertThat(Compiled.of("push f\"{x}\"; loadp; pop\n".repeat(500)).compilation().module())
        .isPresent();
  }
}
