package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.ConsoleCalls.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page of backups shows is what the command prints, but for ids and digests. */
@Timeout(240)
class BackupGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "operating", "backup.md");

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    List<Call> calls = ConsoleCalls.of(Files.readString(PAGE));
    assertThat(calls).hasSizeGreaterThan(15);
    for (Call call : calls) {
      assertThat(known(call.printed(directory))).as(call.line()).isEqualTo(known(call.shown()));
    }
  }

  private static String known(String text) {
    return text.replaceAll("[0-9a-f]{64}", "DIGEST");
  }
}
