package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler says of names and operands that are wrong. */
final class OperandErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "psuh 1|E0201|did you mean 'push'?",
        "print \"a\"|E0201|did you mean 'emit'?",
        "prnt \"a\"|E0201|did you mean 'emit'?",
        "jump 3|E0201|",
        "operand 3|E0201|",
        "tally|E0202|its name is reserved",
        "burn a b c|E0202|its name is reserved",
        "getcaller 5|E0108|write getcaller",
        "hasrole a b|E0108|write hasrole ROLE",
        "hasrole [1]|E0203|a role is text such as org/acme:treasurer",
        "requireidentity {}|E0203|an id is text such as ana",
        "checkmembership ana|E0203|write checkmembership MEMBER ORG",
        "hasrole acme:treasurer|E0205|",
        "hasrole \"org/acme:\"|E0205|",
        "requirerole system/x:y|E0205|",
        "requireidentity a/b|E0205|",
        "checkmembership ana org/acme|E0205|",
        "hasrole f\"{a}/acme:x\"|E0205|",
        "hasrole f\"org{a}:x\"|E0205|",
        "hasrole f\"org/{a} b:x\"|E0205|",
        "requireidentity f\"a/{b}\"|E0205|",
        "mint 1 2 \"x\"|E0202|its name is reserved",
        "emit x|E0203|write load x; emit, or emit \"x\"",
        "emit 5|E0203|write push 5; emit",
        "emit \"a\" \"b\"|E0108|",
        "push|E0203|write push V",
        "push abc|E0203|for the variable write load abc, for a text \"abc\"",
        "push True|E0203|did you mean 'true'?",
        "push 1e999|E0107|",
        "push 01|E0107|leave out the leading zeros",
        "push 1 2|E0108|one push for each value: push 1; push 2",
        "store \"x\" 5|E0108|values are pushed before it: push 5; store \"x\"",
        "storep org/a y|E0108|values are pushed before it: load y; storep org/a",
        "add 5|E0108|values are pushed before it: push 5; add",
        "now 5|E0108|write now",
        "store [1]|E0203|",
        "store f\"x\"|E0203|",
        "store \"a b\"|E0204|",
        "load 5|E0204|",
        "call|E0203|write call NAME",
        "call nothing|E0206|define it with def nothing():",
        "call \"a b\"|E0204|",
        "loadversionp org/a|E0203|write loadversionp KEY REV",
        "assertmemory x|E0203|write assertmemory NAME V",
        "loadversionp org/a -1|E0107|",
        "loadversionp org/a 1.5|E0107|",
        "loadversionp org/a 1m|E0203|",
        "loadversionp org/a \"x\"|E0203|write it without quotes",
        "loadversionp org/a a-b|E0203|",
        "assertequalstack 1e400|E0107|",
        "loadp default|E0203|a key called default is written in quotes",
        "loadp org/a default|E0203|a key called default is written in quotes",
        "loadp org/a default 1 2|E0108|",
        "loadp org/a DEFAULT x|E0203|",
        "loadp [1]|E0203|",
        "fail abc|E0203|write \"abc\", or f\"{abc}\" for the variable",
        "fail 1.5|E0203|write \"1.5\"",
        "emitevent \"a\" b|E0203|",
        "asserttop abc|E0203|a string is written in quotes"
      })
  void aFaultIsReportedOnceWithItsRemedy(String line, String code, String hint) {
    // Two values below, so that no underflow is to be reported as well.
    String text = "push 1; push 2\n" + line + "\n";
    assertThat(Compiled.found(text)).containsExactly("2:" + code);
    if (hint != null) {
      assertThat(Compiled.messages(text).getFirst()).contains(hint);
    }
  }

  @Test
  void aCallOfAFunctionThatIsMeantIsProposed() {
    assertThat(Compiled.messages("call shar\ndef share():\n  nop\n").getFirst())
        .contains("did you mean 'share'?");
    assertThat(Compiled.messages("share\ndef share():\n  nop\n").getFirst())
        .contains("did you mean 'call share'?");
  }

  @Test
  void instructionsAreCaseInsensitiveAndNamesAreNot() {
    assertThat(Compiled.found("PUSH 1; Store x; lOad x; eMit")).isEmpty();
    assertThat(Compiled.module("push 1; store x; load X").main().variables())
        .containsExactly("x", "X");
  }

  @Test
  void namesMayEqualInstructionAndLiteralWords() {
    assertThat(Compiled.found("push 1; store push; load push; store true; load true")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org//a",
        "org/a/",
        "org",
        "/a",
        "a/../b",
        "@region/a",
        "\"a b\"",
        "\"\"",
        "f\"org//{x}\"",
        "f\"org/{x}/a b\"",
        "f\"org/a b{x}\"",
        "f\"@{x}/b\"",
        "f\"@region/{x}\"",
        "f\"/{x}\"",
        "f\"{x}/\"",
        "f\"org\"",
        "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"
      })
  void aKeyThatCanNeverBeValidIsAnError(String key) {
    assertThat(Compiled.found("loadp " + key)).containsExactly("1:E0205");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "balance", "org/a", "system/x", "f\"{x}\"", "f\"{x}{y}/a\"", "f\"o{x}g/a\"",
        "f\"{x}rg/a\"", "f\"org/{x}\"", "f\"vote-{id}\"", "a:b", "5", "é/ü"
      })
  void aKeyThatMayBeValidIsLeftToTheRun(String key) {
    assertThat(Compiled.found("loadp " + key)).isEmpty();
  }

  @Test
  void aPrefixMayBeARootAndEndInASlash() {
    assertThat(Compiled.found("listkeys org; listkeys org/; listkeys f\"org/{x}/\"; listkeys a/"))
        .isEmpty();
    assertThat(Compiled.found("listkeys org//")).containsExactly("1:E0205");
  }

  @Test
  void doubledFunctionsParametersAndCasesNameBothPlaces() {
    assertThat(Compiled.messages("def f():\n  nop\ndef f():\n  nop\n"))
        .containsExactly(
            "3: the function 'f' is already defined at line 1 (give one of them another name)");
    assertThat(Compiled.found("def f(a, b, a):\n  nop\n")).containsExactly("1:E0207");
    assertThat(
            Compiled.messages(
                """
                match:
                  value:
                    push 1
                  case [1, {"a": 1, "b": 2.50m}]:
                    nop
                  case 1:
                    nop
                  case 1.0m:
                    nop
                  case "1":
                    nop
                  case [1m, {"b": 2.5, "a": 1}]:
                    nop
                """))
        .containsExactly(
            "8: this case equals the one at line 6, so it never runs (remove one of them)",
            "12: this case equals the one at line 4, so it never runs (remove one of them)");
  }

  @Test
  void nothingFollowsAFail() {
    assertThat(Compiled.found("fail \"a\"\npush 1\nadd\n")).containsExactly("2:E0208");
  }

  @Test
  void aLoopCountIsAWholeNumberOrAVariable() {
    assertThat(Compiled.found("loop n:\n  nop\nloop 0:\n  nop\nloop 1e3:\n  nop\n")).isEmpty();
    assertThat(Compiled.found("loop -1:\n  nop\nloop 1.5:\n  nop\nloop \"a\":\n  nop\n"))
        .containsExactly("1:E0107", "3:E0107", "5:E0203");
  }
}
