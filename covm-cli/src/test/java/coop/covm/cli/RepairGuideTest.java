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

/** What docs/operating/repair.md shows is what is printed, but for digests and lengths of lines. */
@Timeout(240)
class RepairGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "operating", "repair.md");

  @TempDir Path directory;
  @TempDir Path commands;

  @Test
  void anOperatorGetsWhatThePageShows() throws IOException {
    List<Call> calls = ConsoleCalls.ofShell(Files.readString(PAGE));
    assertThat(calls).hasSizeGreaterThan(10);
    List<String> printed =
        ShellLines.printed(directory, commands, calls.stream().map(Call::line).toList());
    for (int i = 0; i < calls.size(); i++) {
      assertThat(known(printed.get(i)))
          .as(calls.get(i).line())
          .isEqualTo(known(calls.get(i).shown()));
    }
  }

  private static String known(String text) {
    return ShellLines.known(text).replaceAll("bytes [0-9]+ to [0-9]+", "bytes N to N");
  }
}
