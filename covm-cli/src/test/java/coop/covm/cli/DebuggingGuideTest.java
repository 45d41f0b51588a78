package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.ConsoleCalls.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide to debugging shows of its program is what the command prints. Times, and bars of
 * times, may be others.
 */
class DebuggingGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "debugging.md");
  private static final Pattern PROGRAM =
      Pattern.compile("^```covm[^\n]*\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher program = PROGRAM.matcher(page);
    assertThat(program.find()).isTrue();
    Files.writeString(directory.resolve("share.covm"), program.group(1));
    List<Call> calls = ConsoleCalls.of(page);
    assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
    for (Call call : calls) {
      assertThat(withoutTimes(call.printed(directory)))
          .as(call.line())
          .isEqualTo(withoutTimes(call.shown()));
    }
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9,]+\\.[0-9]+( ms|%|(?=  ))", "T$1")
        .replaceAll("about [0-9]+ ns", "about N ns")
        .replaceAll("the [0-9.,]+ ms", "the T ms")
        .replaceAll("took [0-9.,]+ of", "took T of")
        .replaceAll(" [ #]+", " ");
  }
}
