package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.output.CommandError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CommandErrorPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "command-line.md");

  @Test
  void thePageHasARowForEachErrorOfTheCommandAndNoOther() throws IOException {
    List<String> expected =
        List.of(CommandError.values()).stream()
            .map(error ->
                "| %s | `%s` | %s | %s |"
                    .formatted(
                        error.code(),
                        error.title(),
                        error.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        error.explanation()))
            .toList();

    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| E08")))
        .containsExactlyElementsOf(expected);
  }
}
