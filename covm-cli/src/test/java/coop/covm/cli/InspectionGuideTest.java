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
 * What the guide to looking into stores shows is what the command prints, one call after the other.
 * Times and digests are others.
 */
@Timeout(240)
class InspectionGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "inspection.md");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "^```covm session\n(# (\\S+)\n.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher program = PROGRAM.matcher(page);
    assertThat(program.find()).isTrue();
    Files.writeString(directory.resolve(program.group(2)), program.group(1));
    List<Call> calls = ConsoleCalls.of(page);
    assertThat(calls).hasSizeGreaterThan(12);
    for (Call call : calls) {
      assertThat(known(call.printed(directory))).as(call.line()).isEqualTo(known(call.shown()));
    }
  }

  private static String known(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("[0-9a-f]{64}", "DIGEST")
        .replaceAll("  [0-9a-f]{12}  ", "  PROGRAM  ");
  }
}
