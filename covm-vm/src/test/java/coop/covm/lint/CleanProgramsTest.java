package coop.covm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs of this project that others take as a pattern have nothing doubtful. */
final class CleanProgramsTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FUNCTION = Pattern.compile("(?m)^def (\\w+)\\(([^)]*)\\)");

  @Test
  void theExamplesHaveNoFindings() throws IOException {
    List<Path> examples = programs("examples");
    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (Path example : examples) {
      assertThat(Linted.shown(source(example, Files.readString(example)))).isEmpty();
    }
  }

  @Test
  void theProgramsOfTheBenchmarksHaveNoFindings() throws IOException {
    List<Path> programs = programs("covm-benchmarks/src/main/resources");
    assertThat(programs).isNotEmpty();
    for (Path program : programs) {
      assertThat(Linted.shown(source(program, Files.readString(program)))).isEmpty();
    }
  }

  @Test
  void theStandardLibraryHasNoFindings() throws IOException {
    List<Path> files = programs("covm-vm/src/main/resources/coop/covm/compiler/library");
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      all.append(Files.readString(file)).append('\n');
    }
    String own = all.toString().replaceAll("\\b(def|call) (\\w+)", "$1 own_$2");
    StringBuilder program = new StringBuilder(own);
    Matcher function = FUNCTION.matcher(own);
    int functions = 0;
    while (function.find()) {
      program.append("push null\n".repeat(function.group(2).split(",").length));
      program.append("call ").append(function.group(1)).append("; pop\n");
      functions++;
    }
    assertThat(functions).isGreaterThanOrEqualTo(30);
    assertThat(Linted.shown(source(files.getFirst(), program.toString()))).isEmpty();
  }

  private static SourceFile source(Path file, String text) {
    return new SourceFile(PROJECT.relativize(file).toString(), text);
  }

  private static List<Path> programs(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".covm")).sorted().toList();
    }
  }
}
