package coop.covm.format;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.programs.ProgramWriter;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the canonical layout would change, as other tools read it. */
final class UnifiedDiffTest {
  private static final Pattern HEAD = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");

  @Test
  void aChangeIsShownWithThreeLinesAroundIt() {
    assertThat(diff("push 1\n".repeat(6) + " # x\n" + "push 2\n".repeat(20) + "push  3"))
        .isEqualTo(
            """
            --- p
            +++ p
            @@ -4,7 +4,7 @@
             push 1
             push 1
             push 1
            - # x
            +# x
             push 2
             push 2
             push 2
            @@ -25,4 +25,4 @@
             push 2
             push 2
             push 2
            -push  3
            \\ No newline at end of file
            +push 3\
            """);
  }

  @Test
  void blankLinesThatGoAreShown() {
    assertThat(diff("\n\npush 1\n\n\n"))
        .isEqualTo("--- p\n+++ p\n@@ -1,5 +1,1 @@\n-\n-\n push 1\n-\n-");
  }

  @Test
  void nothingIsShownOfWhatStays() {
    assertThat(diff("push 1\n")).isEmpty();
    assertThat(diff("")).isEmpty();
  }

  @Test
  void whatCannotBeSeenIsAChangeToo() {
    assertThat(diff("push 1\r\n")).isEqualTo("--- p\n+++ p\n@@ -1,1 +1,1 @@\n-push 1\r\n+push 1");
    assertThat(diff("\uFEFFpush 1\n"))
        .isEqualTo("--- p\n+++ p\n@@ -1,1 +1,1 @@\n-\uFEFFpush 1\n+push 1");
  }

  @Test
  void appliedToTheOldTextItGivesTheNewOne() {
    long first = Long.getLong("covm.format.seed", System.nanoTime());
    for (long seed = first; seed < first + 300; seed++) {
      Random random = new Random(seed);
      String canonical = Layouts.of(ProgramWriter.program(seed));
      String text =
          random.nextInt(3) == 0
              ? Disarray.of(canonical, random, true)
              : canonical.replaceFirst("\n" + "(?s)(.{0,200})$", "\n\n\n$1 # end");
      assertThat(applied(text, diff(text)))
          .as("with -Dcovm.format.seed=%d, of%n%s", seed, text)
          .isEqualTo(Layouts.of(text));
    }
  }

  private static String diff(String text) {
    String decoded = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return UnifiedDiff.of("p", text, Formatter.format(new SourceFile("p", decoded)));
  }

  /** What {@code patch} makes of a text, strictly. */
  private static String applied(String text, String diff) {
    List<String> old = new ArrayList<>(List.of(text.split("\n", -1)));
    if (old.getLast().isEmpty()) {
      old.removeLast();
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    List<String> lines = diff.isEmpty() ? List.of() : List.of(diff.split("\n", -1));
    for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        int start = Integer.parseInt(head.group(1)) - (head.group(2).equals("0") ? 0 : 1);
        while (at < start) {
          out.append(old.get(at++)).append('\n');
        }
        long written = out.chars().filter(c -> c == '\n').count();
        assertThat(written)
            .isEqualTo(Long.parseLong(head.group(3)) - (head.group(4).equals("0") ? 0 : 1));
      } else if (line.startsWith("+")) {
        out.append(line.substring(1)).append('\n');
      } else if (!line.startsWith("\\")) {
        assertThat(line.substring(1)).isEqualTo(old.get(at++));
        out.append(line.startsWith("-") ? "" : line.substring(1) + "\n");
      }
    }
    while (at < old.size()) {
      out.append(old.get(at++)).append('\n');
    }
    return out.toString();
  }
}
