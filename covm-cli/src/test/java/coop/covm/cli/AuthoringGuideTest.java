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

/** What the guide to authoring shows of its programs is what the command prints. */
class AuthoringGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "authoring.md");
  private static final Pattern PROGRAM =
      Pattern.compile("^```covm[^\n]*\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher program = PROGRAM.matcher(page);
    for (String name : List.of("fee.covm", "mended.covm", "allowed.covm")) {
      assertThat(program.find()).as(name).isTrue();
      assertThat(page).contains("`" + name + "`");
      Files.writeString(directory.resolve(name), program.group(1));
    }
    List<Call> calls = ConsoleCalls.of(page);
    assertThat(calls).hasSizeGreaterThanOrEqualTo(8);
    for (Call call : calls) {
      assertThat(call.printed(directory)).as(call.line()).isEqualTo(call.shown());
    }
  }
}
