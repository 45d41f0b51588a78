package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.ConsoleCalls.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operating/running.md tells an operator to type does what it shows. */
class OperatingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "operating", "running.md");

  @TempDir Path directory;
  @TempDir Path commands;

  @Test
  void anOperatorGetsWhatThePageShows() throws IOException {
    List<Call> calls = ConsoleCalls.ofShell(Files.readString(PAGE));
    List<String> printed =
        ShellLines.printed(directory, commands, calls.stream().map(Call::line).toList());
    for (int i = 0; i < calls.size(); i++) {
      assertThat(known(printed.get(i)))
          .as(calls.get(i).line())
          .isEqualTo(known(calls.get(i).shown()));
    }
  }

  /** How much a small store takes on disk is RocksDB's affair. */
  private static String known(String text) {
    return ShellLines.known(text).replaceAll("[0-9,]+ (bytes before|after|bytes$)", "N $1");
  }
}
