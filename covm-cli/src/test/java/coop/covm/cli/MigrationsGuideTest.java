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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to migrations shows is what the command prints, but for times and digests. */
@Timeout(240)
class MigrationsGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "migrations.md");

  private static final Pattern PROGRAM =
      Pattern.compile("^```covm session\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    List<Call> calls = ConsoleCalls.of(page);
    assertThat(calls).hasSizeGreaterThanOrEqualTo(10);
    for (Call call : calls) {
      if (call.line().equals("migrate up --dry-run --store file:acme")) {
        // What somebody has typed into the file meanwhile.
        Files.writeString(directory.resolve("migrations/V001__split_funds.covm"), program(page));
      }
      assertThat(known(call.printed(directory))).as(call.line()).isEqualTo(known(call.shown()));
    }
  }

  private static String program(String page) {
    Matcher block = PROGRAM.matcher(page);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static String known(String text) {
    return text.replaceAll("[0-9-]{10}T[0-9:.]{12}Z", "TIME").replaceAll("[0-9a-f]{64}", "DIGEST");
  }
}
