package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.value.Value;
import org.junit.jupiter.api.Test;

/** Which code the compiler makes. */
final class CodeTest {
  @Test
  void literalsArePushedAndAnEmptyProgramReturns() {
    assertThat(Compiled.code("")).containsExactly("0 return");
    assertThat(Compiled.code("push 1; PUSH \"a\"; push [1, true]; push null"))
        .containsExactly("0 push 1", "2 push \"a\"", "4 push [1, true]", "6 push null", "8 return");
  }

  @Test
  void whatIsOnTheStackAtTheEndIsTheResult() {
    Module module = Compiled.module("push 1; push 2; dup; add");
    assertThat(module.main().results()).isEqualTo(2);
    assertThat(module.main().maxStack()).isEqualTo(3);
  }

  @Test
  void writtenOperandsArePushedBeforeTheInstructionInTheirOrder() {
    assertThat(Compiled.code("loadversionp org/a/b rev; emitevent \"a\" f\"{x}-{y}\""))
        .containsExactly(
            "0 operand \"org/a/b\"",
            "2 operandvariable rev",
            "4 loadversionp",
            "5 operand \"a\"",
            "7 operandvariable x",
            "9 operandvariable y",
            "11 texttemplate f\"{}-{}\"",
            "13 emitevent",
            "14 return");
  }

  @Test
  void leftOutOperandsAreOnTheStackAlready() {
    assertThat(Compiled.code("push 1; push \"a/b\"; storep; push \"a/b\"; push 3; loadversionp"))
        .containsExactly(
            "0 push 1",
            "2 push \"a/b\"",
            "4 storep",
            "5 push \"a/b\"",
            "7 push 3",
            "9 loadversionp",
            "10 return");
  }

  @Test
  void namesBecomeSlotsAndLeftOutNamesAreLookedUpInTheRun() {
    Module module =
        Compiled.module(
            "push 1; store x; load \"x\"; push \"y\"; store; assertmemory x 1; push \"x\"; load;"
                + " push \"x\"; push 1; assertmemory");
    assertThat(module.main().variables()).containsExactly("x");
    assertThat(Compiled.code(module, module.main()))
        .containsExactly(
            "0 push 1",
            "2 store x",
            "4 load x",
            "6 push \"y\"",
            "8 storenamed",
            "9 operand 1",
            "11 assertmemory x",
            "13 push \"x\"",
            "15 loadnamed",
            "16 push \"x\"",
            "18 push 1",
            "20 assertmemorynamed",
            "21 return");
  }

  @Test
  void theSameNameInTwoNormalFormsIsOneVariable() {
    Module module = Compiled.module("push 1; store caf\u00e9; load \"cafe\u0301\"");
    assertThat(module.main().variables()).containsExactly("caf\u00e9");
  }

  @Test
  void loadpTakesADefaultWithAndWithoutItsKey() {
    assertThat(Compiled.code("loadp org/a default 1; pop; push \"org/a\"; loadp default [2]"))
        .containsExactly(
            "0 operand \"org/a\"",
            "2 operand 1",
            "4 loadpdefault",
            "5 pop",
            "6 push \"org/a\"",
            "8 operand [2]",
            "10 loadpdefault",
            "11 return");
    assertThat(Compiled.code("loadp \"default\"; loadp \"default\" default 1"))
        .containsExactly(
            "0 operand \"default\"",
            "2 loadp",
            "3 operand \"default\"",
            "5 operand 1",
            "7 loadpdefault",
            "8 return");
  }

  @Test
  void keysAreNormalisedAndTemplatesKnowWhatTheyAreFor() {
    Module module =
        Compiled.module(
            "loadp cafe\u0301/x; listkeys org/a/; loadp f\"org/{x}/b\"; listkeys f\"org/{x}/\";"
                + " push f\"{x}\"; deletep f\"org/fixed\"");
    assertThat(Compiled.code(module, module.main()))
        .containsExactly(
            "0 operand \"caf\u00e9/x\"",
            "2 loadp",
            "3 operand \"org/a\"",
            "5 listkeys",
            "6 operandvariable x",
            "8 keytemplate f\"org/{}/b\"",
            "10 loadp",
            "11 operandvariable x",
            "13 keytemplate f\"org/{}/\"",
            "15 listkeys",
            "16 operandvariable x",
            "18 texttemplate f\"{}\"",
            "20 operand \"org/fixed\"",
            "22 deletep",
            "23 return");
    assertThat(module.templates())
        .extracting(template -> template.kind().name())
        .containsExactly("KEY", "PREFIX", "TEXT");
  }

  @Test
  void constantsAreSharedOnlyWhenTheyPrintAlikeAndHaveOneType() {
    Module module =
        Compiled.module(
            "push 1; push 1m; push 1.0m; push 1; push \"1\"; push 1m; push [1, 1m]; push [1m, 1];"
                + " push [1, 1m]; push {\"a\": 1, \"b\": 2}; push {\"b\": 2, \"a\": 1}; push 1.0");
    assertThat(module.constants())
        .extracting(Value::literal)
        .containsExactly(
            "1",
            "1m",
            "1.0m",
            "\"1\"",
            "[1, 1m]",
            "[1m, 1]",
            "{\"a\": 1, \"b\": 2}",
            "{\"b\": 2, \"a\": 1}");
  }

  @Test
  void branchesJumpOverEachOther() {
    assertThat(
            Compiled.code(
                """
                push true
                if:
                  push 1
                elif:
                  condition:
                    push 2
                  push 3
                else:
                  push 4
                """))
        .containsExactly(
            "0 push true",
            "2 jumpiffalse L8",
            "4 push 1",
            "6 jump L18",
            "8 push 2",
            "10 jumpiffalse L16",
            "12 push 3",
            "14 jump L18",
            "16 push 4",
            "18 return");
  }

  @Test
  void branchesThatEndNeedNoJump() {
    assertThat(
            Compiled.code(
                """
                push true
                if:
                  fail "a"
                else:
                  fail "b"
                """))
        .containsExactly(
            "0 push true",
            "2 jumpiffalse L7",
            "4 operand \"a\"",
            "6 fail",
            "7 operand \"b\"",
            "9 fail");
  }

  @Test
  void loopsThatStandInEachOtherHaveSlotsOfTheirOwn() {
    Module module =
        Compiled.module(
            """
            loop 2:
              push []
              foreach x:
                continue
            loop n:
              break
            """);
    assertThat(module.main().hidden()).isEqualTo(2);
    assertThat(Compiled.code(module, module.main()))
        .containsExactly(
            "0 operand 2",
            "2 loopstart slot 0",
            "4 loopnext slot 0, L19",
            "7 push []",
            "9 foreachstart slot 1",
            "11 foreachnext slot 1, x, L17",
            "15 jump L11",
            "17 jump L4",
            "19 operandvariable n",
            "21 loopstart slot 0",
            "23 loopnext slot 0, L28",
            "26 jump L28",
            "28 return");
  }

  @Test
  void aWhileTestsItsConditionBeforeEachRound() {
    assertThat(
            Compiled.code(
                """
                while:
                  condition:
                    push 1
                  load x
                  if:
                    continue
                  break
                """))
        .containsExactly(
            "0 push 1",
            "2 jumpiffalse L12",
            "4 load x",
            "6 jumpiffalse L10",
            "8 jump L0",
            "10 jump L12",
            "12 return");
  }

  @Test
  void aMatchTriesItsCasesInOrderAndDropsAValueThatFitsNone() {
    assertThat(
            Compiled.code(
                """
                match:
                  value:
                    push 1
                  case 1:
                    nop
                  case "a":
                    nop
                """))
        .containsExactly(
            "0 push 1",
            "2 case 1, L8",
            "5 nop",
            "6 jump L15",
            "8 case \"a\", L14",
            "11 nop",
            "12 jump L15",
            "14 pop",
            "15 return");
  }

  @Test
  void everyTransactionBlockThatIsLeftIsEnded() {
    Module module =
        Compiled.module(
            """
            def f():
              transaction:
                loop 3:
                  transaction:
                    transaction:
                      push true
                      if:
                        break
                      push true
                      if:
                        continue
                      return
            call f
            """);
    assertThat(Compiled.code(module, module.functions().get(1)))
        .containsExactly(
            "0 transactionstart",
            "1 operand 3",
            "3 loopstart slot 0",
            "5 loopnext slot 0, L30",
            "8 transactionstart",
            "9 transactionstart",
            "10 push true",
            "12 jumpiffalse L18",
            "14 transactionend",
            "15 transactionend",
            "16 jump L30",
            "18 push true",
            "20 jumpiffalse L26",
            "22 transactionend",
            "23 transactionend",
            "24 jump L5",
            "26 transactionend",
            "27 transactionend",
            "28 transactionend",
            "29 return",
            "30 transactionend",
            "31 return");
  }

  @Test
  void whatNoPathComesToMakesNoCode() {
    assertThat(
            Compiled.code(
                """
                while:
                  condition:
                    fail "x"
                  nop
                push 1
                """))
        .containsExactly("0 operand \"x\"", "2 fail");
  }

  @Test
  void everyInstructionKnowsItsPlaceInTheSource() {
    String text = "push 1\nstorep  f\"org/{x}\" # comment\nloop 2:\n  nop\n";
    Function main = Compiled.module(text).main();
    Code code = main.code();
    assertThat(text.substring(code.spanStart(0), code.spanEnd(0))).isEqualTo("push 1");
    for (int place = 1; place <= 3; place++) {
      assertThat(text.substring(code.spanStart(place), code.spanEnd(place)))
          .isEqualTo("storep  f\"org/{x}\"");
    }
    assertThat(text.substring(code.spanStart(4), code.spanEnd(4))).startsWith("loop 2");
  }

  @Test
  void aFunctionMayBeCalledLikeAVariableAnInstructionOrTheProgram() {
    Module module =
        Compiled.module(
            """
            call add
            call main
            push 1; store add
            def add():
              nop
            def main():
              load main
              pop
            """);
    assertThat(module.functions())
        .extracting(Function::name)
        .containsExactly("main", "add", "main");
    assertThat(Compiled.code(module, module.main()).subList(0, 2))
        .containsExactly("0 call add", "2 call main");
  }
}
