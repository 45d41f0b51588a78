package coop.covm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What lint finds in the programs of the folder {@code lint}: the file of the same name with the
 * ending {@code .txt} shows it. Programs whose name ends in {@code -fine} have no findings. {@code
 * -Dcovm.golden.update=true} writes what is found.
 */
final class LintGoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "lint").toAbsolutePath();

  static List<String> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".covm"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void findsWhatTheTextSays(String name) throws IOException {
    String shown = Linted.shown(new SourceFile(name, Files.readString(FOLDER.resolve(name))));
    Path expected = FOLDER.resolve(name.replace(".covm", ".txt"));
    if (Boolean.getBoolean("covm.golden.update") && !shown.isEmpty()) {
      Files.writeString(expected, shown);
    }
    assertThat(shown).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    if (name.endsWith("-fine.covm") || name.equals("allowed.covm")) {
      assertThat(shown).isEmpty();
    }
  }

  @Test
  void everyCodeIsFoundSomewhereAndNotFoundSomewhere() throws IOException {
    Set<String> found =
        programs().stream()
            .flatMap(name -> Linted.text(read(name)).stream())
            .map(finding -> finding.code().code())
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(LintCode.values()).map(LintCode::code))
        .filteredOn(code -> !code.equals(LintCode.MORE_FINDINGS.code()))
        .allMatch(found::contains);
    assertThat(programs())
        .containsAll(
            LintCode.allowable().stream()
                .flatMap(code -> Stream.of(code + ".covm", code + "-fine.covm"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void theExampleHasTheFindingAndMendedHasIt(LintCode code) {
    if (code == LintCode.MORE_FINDINGS) {
      assertThat(code.example() + code.mended()).isEmpty();
      return;
    }
    assertThat(Linted.text(code.example())).extracting(Finding::code).contains(code);
    assertThat(Linted.text(code.mended())).isEmpty();
  }

  private static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
