package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The discipline of the stack. */
final class StackTest {
  private static void sound(String text) {
    assertThat(Compiled.messages(text)).isEmpty();
    assertThat(Compiled.of(text).compilation().module()).isPresent();
  }

  @Test
  void anUnderflowSaysWhatIsTakenAndWhatIsThere() {
    assertThat(Compiled.messages("push 1\nadd"))
        .containsExactly("2: add takes 2 values and 1 is on the stack here");
    assertThat(Compiled.messages("storep"))
        .containsExactly(
            "1: storep takes 2 values and none is on the stack here (without operands it pops them"
                + " too; written: storep KEY)");
    assertThat(Compiled.messages("storep org/a"))
        .containsExactly("1: storep takes 1 value and none is on the stack here");
    assertThat(Compiled.found("if:\n  nop\n")).containsExactly("1:E0209");
    assertThat(Compiled.found("loop:\n  nop\n")).containsExactly("1:E0209");
    assertThat(Compiled.found("foreach x:\n  nop\n")).containsExactly("1:E0209");
  }

  @Test
  void assertequalstackLooksAtAsManyValuesAsItSays() {
    sound("push 1; push 1; assertequalstack 2");
    sound("assertequalstack 0");
    assertThat(Compiled.found("push 1; push 1; assertequalstack 3")).containsExactly("1:E0209");
    assertThat(Compiled.found("push 1; assertequalstack 1e15")).containsExactly("1:E0209");
  }

  @Test
  void branchesChangeTheHeightAlike() {
    sound("push 1; push true\nif:\n  push 2\nelse:\n  push 3\nadd");
    sound("push 1; push 2; push true\nif:\n  add\nelse:\n  mul\nemit");
    assertThat(
            Compiled.messages(
                """
                push true
                if:
                  push 1
                else:
                  push 1
                  push 2
                """))
        .containsExactly(
            "6: this branch leaves 1 more value than the one at line 2; it comes from line 6");
    assertThat(
            Compiled.messages(
                """
                push true
                if:
                  push 1
                  push 2
                elif:
                  condition:
                    push false
                  nop
                else:
                  nop
                """))
        .containsExactly(
            "8: this branch leaves 2 values fewer than the one at line 2; the first missing one"
                + " comes from line 3");
  }

  @Test
  void withoutElseOrDefaultTheHeightStays() {
    sound("push 1; push true\nif:\n  push 2; add\n");
    assertThat(Compiled.messages("push true\nif:\n  push 2\n"))
        .containsExactly(
            "3: this branch leaves 1 more value than it found; it comes from line 3 (without else:"
                + " every branch leaves the stack as high as it was)");
    assertThat(Compiled.messages("push 7\npush true\nif:\n  pop\n"))
        .containsExactly(
            "4: this branch leaves 1 value fewer than it found; the missing one comes from line 1"
                + " (without else: every branch leaves the stack as high as it was)");
    assertThat(Compiled.found("match:\n  value:\n    push 1\n  case 1:\n    push 2\n"))
        .containsExactly("5:E0210");
    sound("match:\n  value:\n    push 1\n  case 1:\n    push 2\n  default:\n    push 3\nemit");
  }

  @Test
  void aPathThatEndsFitsAnyHeight() {
    sound("push true\nif:\n  fail \"x\"\nelse:\n  push 1\nemit");
    sound("push 1; push true\nif:\n  pop\n  fail \"x\"\n");
    sound("def f():\n  push true\n  if:\n    push 1\n    return\n  push 2\ncall f; emit");
    sound("loop 3:\n  push true\n  if:\n    break\n  else:\n    push 1\n  pop\n");
  }

  @Test
  void aLoopBodyLeavesTheStackAsItFoundIt() {
    sound("push 0\nloop 3:\n  push 1; add\nemit");
    sound("push 0; push [1]\nforeach x:\n  pop; load x\nemit");
    assertThat(Compiled.messages("loop 3:\n  push 1\n"))
        .containsExactly(
            "2: the body of the loop at line 1 leaves 1 more value than it found; it comes from"
                + " line 2 (a body may use and replace values, and leaves as many as it found)");
    assertThat(Compiled.found("push 1\nloop 3:\n  pop\nadd")).containsExactly("3:E0211", "4:E0209");
    assertThat(Compiled.found("push 1\nwhile:\n  condition:\n    push true\n  pop\n"))
        .containsExactly("5:E0211");
  }

  @Test
  void breakAndContinueLeaveAtTheHeightOfTheirLoop() {
    assertThat(Compiled.messages("loop 3:\n  push 1\n  break\n"))
        .containsExactly(
            "3: break leaves 1 more value than the loop at line 1 began with; it comes from line 2");
    assertThat(
            Compiled.found(
                """
                loop 3:
                  match:
                    value:
                      push 1
                    case 1:
                      break
                    case 2:
                      push 5
                      continue
                    default:
                      nop
                """))
        .containsExactly("9:E0211");
    sound(
        """
        push 9
        loop 3:
          push 4
          match:
            value:
              dup
            case 1:
              pop
              continue
            case 2:
              pop
              break
            default:
              add
        """);
  }

  @Test
  void breakInAConditionBelongsToTheLoopAround() {
    sound(
        """
        loop 3:
          while:
            condition:
              push true
              if:
                break
              push false
            nop
        """);
    assertThat(
            Compiled.found(
                """
                loop 3:
                  push 1
                  while:
                    condition:
                      push true
                      if:
                        break
                      push false
                    nop
                  pop
                """))
        .containsExactly("7:E0211");
  }

  @Test
  void aConditionLeavesOneValueMoreAndMayReadWhatLiesBeneath() {
    sound("push 3\nwhile:\n  condition:\n    dup\n  push 1; sub\n");
    assertThat(Compiled.messages("while:\n  condition:\n    nop\n  nop\n"))
        .containsExactly("3: the condition: block leaves no value; it leaves exactly one");
    assertThat(Compiled.messages("match:\n  value:\n    push 1; push 2\n  case 1:\n    nop\n"))
        .containsExactly("3: the value: block leaves 2 values; it leaves exactly one");
    assertThat(Compiled.messages("push 1\nmatch:\n  value:\n    pop\n  case 1:\n    nop\n"))
        .containsExactly("4: the value: block takes 1 value away; it leaves exactly one");
    assertThat(Compiled.found("push 1\nif:\n  nop\nelif:\n  condition:\n    nop\n  nop\n"))
        .containsExactly("6:E0212");
  }

  @Test
  void aFunctionHasAStackOfItsOwn() {
    assertThat(Compiled.found("push 1; call f\ndef f():\n  pop\n")).containsExactly("3:E0209");
    assertThat(Compiled.messages("push 1; call f\ndef f(a, b):\n  nop\n"))
        .containsExactly(
            "1: 'f' has 2 parameters and 1 is on the stack here (push the arguments before the"
                + " call, the first one first)");
    sound("push 1; push 2; call f; emit\ndef f(a, b):\n  load b\n");
  }

  @Test
  void oneFaultGivesOneMessage() {
    assertThat(Compiled.found("add\nadd\npop\nstorep a\n")).containsExactly("1:E0209");
    assertThat(Compiled.found("nonsense\nadd\nstorep a\nif:\n  push 1\nelse:\n  push 2\nadd"))
        .containsExactly("1:E0201");
    assertThat(Compiled.found("push 1\nif:\n  nonsense\nelse:\n  push 1\nemit")).hasSize(1);
    assertThat(Compiled.found("push \"unclosed\nadd \"\npush )\nadd\nadd"))
        .allMatch(found -> found.contains(":E01"));
    assertThat(Compiled.found("def f():\n  add\ncall f; call f; add; emit"))
        .containsExactly("2:E0209");
  }

  @Test
  void behindAFaultWhatIsCertainIsStillReported() {
    assertThat(Compiled.found("nonsense\nloop 3:\n  push 1\npush abc\nemit; pop"))
        .containsExactly("1:E0201", "3:E0211", "4:E0203");
    assertThat(Compiled.found("push abc\npop\nadd")).containsExactly("1:E0203", "3:E0209");
    assertThat(Compiled.found("push 1\nif:\n  nonsense\nadd"))
        .containsExactly("3:E0201", "4:E0209");
  }

  @Test
  void whatNoPathComesToIsNoErrorButAWarning() {
    String text =
        """
        push true
        if:
          fail "a"
        else:
          fail "b"
        add
        """;
    assertThat(Compiled.found(text)).containsExactly("6:E0252");
    assertThat(Compiled.of(text).compilation().module()).isPresent();
  }

  @Test
  void theOriginOfTheSurplusValueIsNamed() {
    Compiled compiled = Compiled.of("push true\nif:\n  push 1\n  push 2\n  pop\n");
    var related = compiled.compilation().diagnostics().getFirst().related();
    assertThat(related)
        .extracting(place -> compiled.source().line(place.span().start()))
        .containsExactly(2, 3);
  }
}
