package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
  private static String tree(String text) {
    Parsed parsed = Sources.parse(text);
    assertThat(FaultText.of(Sources.file(text), parsed.diagnostics())).isEmpty();
    return TreeText.of(parsed.program());
  }

  @Test
  void everyFormOfTheLanguageIsRead() {
    assertThat(tree(Sources.resource("good.covm")))
        .isEqualTo(
            """
            {push 5; store n; \
            push [1, "a", {"k": [true, null], "z": 90.10m}]; \
            load n; push 3; gt; if {emit f<org/><$n></x{}>} elif {push true}{emit "b"} else {nop}; \
            while {load n}{load n; push 1; sub; store n; if {break}; continue}; \
            foreach if{nop}; \
            loop 3{loop "n"{nop}}; \
            match {load n} case 1{emit "1"} case "a:b"{emit "2"} default {nop}; \
            transaction {storep org/acme:b/x default}} \
            def add3(a,b,c)->1{load a; load b; add; load c; add; return}\
            """);
  }

  @Test
  void aTextOfNothingIsAnEmptyProgram() {
    assertThat(tree("")).isEqualTo("{}");
    assertThat(tree("\n  \n# comment\n    # comment")).isEqualTo("{}");
    assertThat(tree(";\n; ;")).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "push 1; push 2|{push 1; push 2}",
        "push 1;|{push 1}",
        "push -1.5 # five|{push -1.5}",
        "push \"# ; : [\" # x|{push \"# ; : [\"}",
        "PuSh TRUE|{PuSh TRUE}",
        "store push|{store push}",
        "store if|{store if}",
        "emit f\"{{{a}}}\"|{emit f<{><$a><}>}",
        "emit f\"\"|{emit f}",
        "emit f\"{a}{b}\"|{emit f<$a><$b>}",
        "emit f|{emit f}",
        "push \"\\u{1F600}\\n\\\"\\\\\"|`{push \"😀\n\"\\\"}`",
        "storep org/größe/١|{storep org/größe/١}",
        "storep a:b:c|{storep a:b:c}",
        "storep 50%|{storep 50%}",
        "push {\"a\":1,\"b\":[]}|{push {\"a\": 1, \"b\": []}}",
        "push [1,]; pop|{push [1]; pop}",
        "push {}|{push {}}",
        "call f|{call f}",
        "valueX|{valueX}"
      })
  void oneLineIsReadAs(String source, String tree) {
    assertThat(tree(source)).isEqualTo(tree);
  }

  @Test
  void blockWordsAreReadInAnyCase() {
    assertThat(tree("LOOP 3:\n  If:\n    BREAK\n  eLSE:\n    nop"))
        .isEqualTo("{loop 3{if {break} else {nop}}}");
  }

  @Test
  void aHeaderMayStandAfterOtherInstructionsOfItsLine() {
    assertThat(tree("eq; if:\n  nop\nelse:\n  pop")).isEqualTo("{eq; if {nop} else {pop}}");
  }

  @Test
  void aHeaderMayHaveSpaceBeforeItsColonAndACommentAfterIt() {
    assertThat(tree("loop 3 : # thrice\n  nop")).isEqualTo("{loop 3{nop}}");
  }

  @Test
  void anyDeeperIndentationOpensABlock() {
    assertThat(tree("if:\n nop\nif:\n         nop\n         if:\n          nop"))
        .isEqualTo("{if {nop}; if {nop; if {nop}}}");
  }

  @Test
  void commentsAndBlankLinesMayBeIndentedAnyhow() {
    assertThat(tree("if:\n# a\n    nop\n\n  # b\n\t\n    nop\n      # c\nnop"))
        .isEqualTo("{if {nop; nop}; nop}");
  }

  @Test
  void bracketsMaySpanLinesThatAreIndentedAnyhow() {
    assertThat(tree("if:\n    push [ # list\n1,\n\n\t2,\n        ]\n    pop\nnop"))
        .isEqualTo("{if {push [1, 2]; pop}; nop}");
  }

  @Test
  void namesMayBeQuoted() {
    assertThat(tree("foreach \"x\":\n  nop\ndef \"f\"(\"a\") -> 0:\n  nop"))
        .isEqualTo("{foreach x{nop}} def f(a)->0{nop}");
  }

  @Test
  void aCaseMayBeAnyLiteral() {
    assertThat(
            tree(
                "match:\n  value:\n    nop\n  case [1, {\"a\": 2}]:\n    nop\n  case null:\n    nop\n"
                    + "  case -1.5m:\n    nop\n  case \"a\":\n    nop"))
        .isEqualTo(
            "{match {nop} case [1, {\"a\": 2}]{nop} case null{nop} case -1.5m{nop} case \"a\"{nop}}");
  }

  @Test
  void jumpsInConditionsAndValuesBelongToTheLoopAround() {
    assertThat(
            tree(
                """
                loop 3:
                    while:
                        condition:
                            break
                        continue
                    match:
                        value:
                            continue
                        case 1:
                            break
                    transaction:
                        break
                """))
        .isEqualTo(
            "{loop 3{while {break}{continue}; match {continue} case 1{break}; transaction {break}}}");
  }

  @Test
  void returnLeavesAFunctionFromAnyBlock() {
    assertThat(tree("def f():\n  loop 3:\n    transaction:\n      return"))
        .isEqualTo("{} def f(){loop 3{transaction {return}}}");
  }

  @Test
  void functionsAreTakenOutOfTheMainProgramInTheirOrder() {
    assertThat(tree("nop\ndef b():\n  nop\npop\ndef a():\n  nop"))
        .isEqualTo("{nop; pop} def b(){nop} def a(){nop}");
  }

  @Test
  void spansAreThoseOfTheText() {
    String text = "if:\n  push  [1]  # x\ndef f():\n  nop";
    Program program = Sources.parse(text).program();
    Statement.If branch = (Statement.If) program.main().statements().getFirst();
    assertThat(branch.span()).isEqualTo(new Span(0, 3));
    Statement.Instruction push = (Statement.Instruction) branch.then().statements().getFirst();
    assertThat(push.nameSpan()).isEqualTo(new Span(6, 10));
    assertThat(push.span()).isEqualTo(new Span(6, 15));
    assertThat(push.operands().getFirst().span()).isEqualTo(new Span(12, 15));
    assertThat(branch.then().end()).isEqualTo(new Span(15, 15));
    assertThat(program.main().end()).isEqualTo(new Span(15, 15));
    assertThat(program.functions().getFirst().nameSpan()).isEqualTo(new Span(25, 26));
    assertThat(program.functions().getFirst().body().end()).isEqualTo(new Span(35, 35));
  }

  @Test
  void spansOfHolesAreThoseOfTheText() {
    String text = "emit f\"\\u{41}{a}b\"";
    Statement.Instruction emit =
        (Statement.Instruction) Sources.parse(text).program().main().statements().getFirst();
    Operand.Template template = (Operand.Template) emit.operands().getFirst();
    assertThat(template.parts())
        .containsExactly(
            new Operand.Part.Fixed("A", new Span(7, 13)),
            new Operand.Part.Hole("a", new Span(13, 16)),
            new Operand.Part.Fixed("b", new Span(16, 17)));
  }

  @Test
  void whatCouldBeReadIsInTheTreeOfAFaultyProgram() {
    Parsed parsed = Sources.parse("push 1\npush \"a\nloop 3\n  pop )\ndef f(a b):\n  nop\nnop");
    assertThat(parsed.diagnostics()).hasSize(4);
    assertThat(TreeText.of(parsed.program()))
        .isEqualTo("{push 1; push \"a\"; loop 3{pop}; nop} def f(a){nop}");
  }
}
