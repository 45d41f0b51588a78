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

/**
 * What the guide to access shows is what the command prints, one call after the other. Times and
 * keys are others.
 */
@Timeout(240)
class AccessGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "access.md");
  private static final Pattern PROGRAM =
      Pattern.compile("^```covm[^\n]*\n(# (\\S+)\n.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher program = PROGRAM.matcher(page);
    while (program.find()) {
      Files.writeString(directory.resolve(program.group(2)), program.group(1));
    }
    List<Call> calls = ConsoleCalls.of(page);
    assertThat(calls).hasSizeGreaterThan(20);
    for (Call call : calls) {
      assertThat(known(call.printed(directory))).as(call.line()).isEqualTo(known(call.shown()));
    }
  }

  private static String known(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY")
        .replaceAll("\"batch\": \\d+", "BATCH") // begins anew each day
        .replaceAll("[A-Za-z0-9+/]{43}=", "KEY");
  }
}
