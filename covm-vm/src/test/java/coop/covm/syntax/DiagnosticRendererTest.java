package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.syntax.DiagnosticRenderer.Colour;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
  private static final DiagnosticRenderer PLAIN = new DiagnosticRenderer(Colour.NONE);

  /** Renders a fault at the place of {@code part} in the text. */
  private static String render(String text, String part) {
    int start = text.indexOf(part);
    return PLAIN.render(
        Sources.file(text),
        Diagnostic.error(
                DiagnosticCode.UNKNOWN_INSTRUCTION, "wrong", new Span(start, start + part.length()))
            .withHint("right"));
  }

  @Test
  void theLineIsShownWithTheFaultMarkedAndTheRemedyBesideIt() {
    assertThat(render("nop\nif:\n    psuh 5\n", "psuh"))
        .isEqualTo(
            """
            test.covm:3:5: error E0201: wrong
               3 |     psuh 5
                 |     ^^^^ right
            """);
  }

  @Test
  void relatedPlacesAreShownAlike() {
    SourceFile source = Sources.file("push 1\n".repeat(11));
    Diagnostic diagnostic =
        Diagnostic.warning(DiagnosticCode.STACK_BRANCHES, "uneven", new Span(7, 11))
            .withRelated("it comes from here", new Span(70, 74));
    assertThat(PLAIN.render(source, diagnostic))
        .isEqualTo(
            """
            test.covm:2:1: warning E0210: uneven
               2 | push 1
                 | ^^^^
                 = test.covm:11:1
              11 | push 1
                 | ---- it comes from here
            """);
  }

  @Test
  void anEmptyLineStandsBetweenTwo() {
    SourceFile source = Sources.file("pop ]");
    Diagnostic diagnostic = Parser.parse(source).diagnostics().getFirst();
    String one = PLAIN.render(source, diagnostic);
    assertThat(PLAIN.render(source, List.of(diagnostic, diagnostic))).isEqualTo(one + "\n" + one);
    assertThat(PLAIN.render(source, List.of())).isEmpty();
  }

  @Test
  void tabsAreShownAsSpaces() {
    assertThat(render("\tx\tbad", "bad")).endsWith("1 |     x   bad\n     |         ^^^ right\n");
  }

  @Test
  void wideAndCombiningCharactersKeepTheMarkInPlace() {
    assertThat(render("\"漢字😀\" bad", "bad")).endsWith("|          ^^^ right\n");
    assertThat(render("\"e\u0301\" bad", "bad")).endsWith("|     ^^^ right\n");
    assertThat(render("漢字 x", "漢字")).endsWith("| ^^^^ right\n");
  }

  @Test
  void whatATerminalWouldObeyIsEscapedEverywhere() {
    String text = "# \u001B[2J\u202E\u0007 bad";
    String shown = render(text, "bad");
    assertThat(shown).contains("# \\u{1B}[2J\\u{202E}\\u{7} bad\n");
    assertThat(shown.lines().toList().get(2))
        .hasSize("     | ".length() + 25 + "^^^ right".length());
    String message =
        PLAIN.render(
            new SourceFile("a\u001B[31m.covm", "x"),
            Diagnostic.error(DiagnosticCode.DUPLICATE, "a\u001Bb\nc", new Span(0, 1))
                .withHint("\u009B"));
    assertThat(message).startsWith("a\\u{1B}[31m.covm:1:1: error E0207: a\\u{1B}b\\nc\n");
    assertThat(message).endsWith("^ \\u{9B}\n");
  }

  @Test
  void aLongLineIsCutAroundTheFault() {
    String line = "a ".repeat(50_000) + "bad" + " z".repeat(50_000);
    List<String> shown = render(line, "bad").lines().toList();
    assertThat(shown.get(1)).startsWith("   1 | …").endsWith("…").contains(" bad z");
    assertThat(shown.get(1).length()).isLessThan(120);
    assertThat(shown.get(1).indexOf("bad")).isEqualTo(shown.get(2).indexOf("^^^ right"));
  }

  @Test
  void aLongFaultIsMarkedAsFarAsItIsShown() {
    List<String> shown = render("x " + "b".repeat(1 << 20), "b".repeat(1 << 20)).lines().toList();
    assertThat(shown.get(1).length()).isLessThan(120);
    assertThat(shown.get(2).length()).isLessThan(130);
    assertThat(shown.get(2)).contains("^ right");
  }

  @Test
  void aFaultAtTheEndIsMarkedAfterTheLastCharacter() {
    SourceFile source = Sources.file("if");
    assertThat(PLAIN.render(source, Parser.parse(source).diagnostics()))
        .contains("1 | if\n     |   ^ write if:\n");
    SourceFile empty = Sources.file("");
    assertThat(PLAIN.render(empty, Diagnostic.error(DiagnosticCode.UNCLOSED, "m", new Span(0, 0))))
        .isEqualTo("test.covm:1:1: error E0106: m\n   1 | \n     | ^\n");
  }

  @Test
  void aFaultOverSeveralLinesIsMarkedOnItsFirst() {
    assertThat(render("push [1,\n2]", "[1,\n2]")).contains("1 | push [1,\n     |      ^^^ right\n");
  }

  @Test
  void colourIsWrittenOnlyWhenAskedFor() {
    SourceFile source = Sources.file("pop ]");
    List<Diagnostic> diagnostics = Parser.parse(source).diagnostics();
    assertThat(PLAIN.render(source, diagnostics)).doesNotContain("\u001B");
    String coloured = new DiagnosticRenderer(Colour.ANSI).render(source, diagnostics);
    assertThat(coloured).contains("\u001B[1;31merror E0108\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(PLAIN.render(source, diagnostics));
  }

  @Test
  void machinesAreToldEveryPlace() {
    SourceFile source = Sources.file("emit \"😀\"\npush {\"a\": 1,\n \"a\": 2}");
    Diagnostic fault = Parser.parse(source).diagnostics().getFirst();
    assertThat(DiagnosticReport.of(source, fault))
        .isEqualTo(
            new DiagnosticReport(
                "test.covm",
                3,
                2,
                3,
                5,
                "error",
                "E0107",
                "InvalidLiteral",
                "the key \"a\" is in this map twice",
                fault.hint(),
                List.of(new DiagnosticReport.Related(2, 7, 2, 10, "it is here first"))));
  }
}
