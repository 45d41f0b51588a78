package coop.covm.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, parsing it ends soon, throws nothing, gives the same twice, and speaks only of
 * places in the text.
 */
class ParserFuzzTest {
  private static final DiagnosticRenderer RENDERER =
      new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE);

  private static final List<String> PIECES =
      List.of(
          "if:",
          "elif:",
          "else:",
          "while:",
          "condition:",
          "value:",
          "match:",
          "case 1:",
          "case",
          "default:",
          "loop 3:",
          "foreach x:",
          "transaction:",
          "def f(a, b) -> 1:",
          "def",
          "break",
          "continue",
          "return",
          "push",
          "1",
          "-1.5m",
          "x",
          "org/a:b",
          "\"a\"",
          "\"",
          "f\"{a}\"",
          "f\"{",
          "[",
          "]",
          "{",
          "}",
          "(",
          ")",
          ",",
          ";",
          ":",
          "->",
          "#",
          "\n",
          "\n",
          "\n",
          "\n    ",
          "\n    ",
          "\n        ",
          "\n  ",
          "\n\t",
          " ",
          " ",
          " ",
          "\r\n",
          "\r",
          "\\u{1F600}",
          "\\",
          "'",
          "=",
          "\u00A0",
          "\u202E",
          "\u0000",
          "😀",
          "\u0301",
          "true",
          "null",
          "\"k\": ",
          "\uD800");

  @Test
  void randomBytes() {
    run("bytes", 2_000, random -> decoded(randomBytes(random)));
  }

  @Test
  void randomPieces() {
    run("pieces", 4_000, ParserFuzzTest::pieces);
  }

  @Test
  void changedPrograms() {
    run("programs", 4_000, ParserFuzzTest::changed);
  }

  @Test
  @Tag("slow")
  void longCampaign() {
    run("long pieces", 300_000, ParserFuzzTest::pieces);
    run("long programs", 300_000, ParserFuzzTest::changed);
  }

  private interface Generator {
    String next(SplittableRandom random);
  }

  private static void run(String name, int cases, Generator generator) {
    long seed = Long.getLong("covm.seed", System.nanoTime());
    System.out.println("ParserFuzzTest " + name + ": -Dcovm.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      check(generator.next(random), "seed " + seed + ", case " + i);
    }
  }

  private static void check(String text, String name) {
    SourceFile source = Sources.file(text);
    long start = System.nanoTime();
    Parsed parsed;
    try {
      parsed = Parser.parse(source);
      assertThat(Parser.parse(source)).as(name).isEqualTo(parsed);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name + " of:\n" + text, e);
    }
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      checkSpan(text, diagnostic.span(), name);
      diagnostic.related().forEach(related -> checkSpan(text, related.span(), name));
    }
    String shown = RENDERER.render(source, parsed.diagnostics());
    assertThat(shown.chars().filter(c -> c != '\n').anyMatch(Character::isISOControl))
        .as("%s shows a control character: %s", name, shown)
        .isFalse();
    if (parsed.diagnostics().isEmpty()) {
      new SpanCheck(text, name).check(parsed.program());
    }
    assertThat(System.nanoTime() - start).as(name + " of:\n" + text).isLessThan(5_000_000_000L);
  }

  static void checkSpan(String text, Span span, String name) {
    assertThat(span.end()).as("%s of:%n%s", name, text).isLessThanOrEqualTo(text.length());
  }

  private static byte[] randomBytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(200)];
    int mask = random.nextBoolean() ? 0xFF : 0x7F;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt() & mask);
    }
    return bytes;
  }

  private static String decoded(byte[] bytes) {
    try {
      return SourceDecoder.decode("x", bytes).text();
    } catch (SourceException e) {
      assertThat(RENDERER.render(e.source(), e.diagnostic())).isNotEmpty();
      return new String(bytes, UTF_8);
    }
  }

  private static String pieces(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String changed(SplittableRandom random) {
    StringBuilder text = new StringBuilder(Sources.resource("good.covm"));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
