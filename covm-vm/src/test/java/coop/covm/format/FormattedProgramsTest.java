package coop.covm.format;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.programs.ProgramWriter;
import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Formatting keeps every program what it was, and comes to the same layout from any other. */
final class FormattedProgramsTest {
  private static final Path SOURCES = Path.of("src").toAbsolutePath();
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final int RANDOM_PROGRAMS = 1_500;

  @Test
  void everyProgramOfTheProjectMeansTheSame() throws IOException {
    int checked = 0;
    for (Path file : programs()) {
      String text = Files.readString(file);
      if (Layouts.compiled(text).isPresent()) {
        checked++;
        try {
          Layouts.check(text);
        } catch (AssertionError e) {
          throw new AssertionError(file.toString(), e);
        }
      }
    }
    assertThat(checked).isGreaterThan(300);
  }

  @Test
  void whatFuzzingKeptMeansTheSame() throws IOException {
    int checked = 0;
    try (Stream<Path> inputs = Files.list(SOURCES.resolve("test/resources/fuzz/source"))) {
      for (Path input : inputs.toList()) {
        String text = new String(Files.readAllBytes(input), StandardCharsets.UTF_8);
        if (Layouts.compiled(text).isPresent()) {
          checked++;
          Layouts.check(text);
        }
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void examplesAndLibraryAreLaidOutCanonically() throws IOException {
    for (Path file : programs()) {
      if (!file.startsWith(SOURCES.resolve("test"))) {
        String text = Files.readString(file);
        assertThat(Layouts.of(text)).as(file.toString()).isEqualTo(text);
      }
    }
  }

  @Test
  void everyLayoutOfAProgramBecomesTheSame() {
    long first = Long.getLong("covm.format.seed", System.nanoTime());
    for (long seed = first; seed < first + RANDOM_PROGRAMS; seed++) {
      Random random = new Random(seed);
      String program = ProgramWriter.program(seed);
      String disarray = Disarray.of(program, random, false);
      String commented = Disarray.of(program, random, true);
      try {
        assertThat(withoutBlankLines(Layouts.of(disarray)))
            .isEqualTo(withoutBlankLines(Layouts.of(program)));
        Layouts.check(program);
        Layouts.check(disarray);
        Layouts.check(commented);
      } catch (AssertionError e) {
        throw new AssertionError(
            "with -Dcovm.format.seed=%d, of%n%s".formatted(seed, commented), e);
      }
    }
  }

  @Test
  void theDeepestProgramsAreLaidOutToo() {
    StringBuilder nested = new StringBuilder("push true\n");
    for (int depth = 0; depth < 99; depth++) {
      nested.append(" ".repeat(depth)).append("transaction:\n");
    }
    nested.append(" ".repeat(99)).append("nop\n");
    Layouts.check(nested.toString());
    assertThat(Layouts.of(nested.toString())).endsWith("\n" + " ".repeat(198) + "nop\n");
  }

  @Test
  void aLineOfAMegabyteIsLaidOut() {
    String line = "push 1; pop;".repeat(80_000);
    assertThat(Layouts.of(line)).hasSize(13 * 80_000).startsWith("push 1; pop; push 1");
    String comment = "#" + " x\t".repeat(300_000);
    assertThat(Layouts.of(comment)).isEqualTo(comment.stripTrailing() + "\n");
    Layouts.check("push [" + "1 ,".repeat(200_000) + "]");
    assertThat(Formatter.format(new SourceFile("p", "\n".repeat(1_000_000))).lines()).isEmpty();
  }

  private static String withoutBlankLines(String text) {
    return text.replace("\n\n", "\n");
  }

  private static List<Path> programs() throws IOException {
    try (Stream<Path> own = Files.walk(SOURCES);
        Stream<Path> examples = Files.walk(EXAMPLES)) {
      return Stream.concat(own, examples).filter(f -> f.toString().endsWith(".covm")).toList();
    }
  }
}
