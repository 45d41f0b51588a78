package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.ModuleFile;
import coop.covm.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every program, tried on random ones. */
final class RandomProgramTest {
  @Test
  void everyWellFormedProgramCompilesAndItsModuleIsSound() {
    wellFormed(System.nanoTime(), 300);
  }

  @Test
  void noProgramHoweverDamagedMakesTheCompilerThrow() {
    damaged(System.nanoTime(), 600);
  }

  @Test
  @Tag("slow")
  void longCampaigns() {
    wellFormed(System.nanoTime(), 50_000);
    damaged(System.nanoTime(), 100_000);
  }

  private static void wellFormed(long seed, int rounds) {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      String text = ProgramGenerator.program(random);
      Compiled compiled = Compiled.of(text);
      assertThat(compiled.compilation().module())
          .as("seed %d, round %d\n%s\n%s", seed, round, text, compiled.messages())
          .isPresent();
      // Reading verifies once more, from the bytes.
      var module = compiled.compilation().module().orElseThrow();
      assertThat(ModuleFile.read(ModuleFile.write(module)).functions())
          .hasSameSizeAs(module.functions());
    }
  }

  private static void damaged(long seed, int rounds) {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      String text = damage(ProgramGenerator.program(random), random);
      Compiled compiled;
      try {
        compiled = Compiled.of(text);
      } catch (RuntimeException bug) {
        throw new AssertionError("seed %d, round %d\n%s".formatted(seed, round, text), bug);
      }
      boolean error =
          compiled.compilation().diagnostics().stream()
              .anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
      assertThat(compiled.compilation().module().isEmpty())
          .as("seed %d, round %d\n%s\n%s", seed, round, text, compiled.messages())
          .isEqualTo(error);
      assertThat(compiled.compilation().diagnostics())
          .isSortedAccordingTo((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    }
  }

  private static String damage(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
    for (int i = random.nextInt(3); i >= 0 && lines.size() > 2; i--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.set(at, " " + lines.get(at));
        case 3 -> lines.set(at, lines.get(at) + " \"x\"");
        case 4 -> lines.set(at, lines.get(at).strip());
        default -> {
          String line = lines.get(at);
          int cut = random.nextInt(line.length() + 1);
          lines.set(
              at,
              line.substring(0, cut)
                  + ":(\"[{\u0301\ud800".charAt(random.nextInt(7))
                  + line.substring(cut));
        }
      }
    }
    return String.join("\n", lines);
  }
}
