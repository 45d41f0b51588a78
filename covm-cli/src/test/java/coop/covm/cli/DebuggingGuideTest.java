package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final Pattern CALL =
      Pattern.compile(
          "^```console\n\\$ covm ([^\n]*)\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher program = PROGRAM.matcher(page);
    assertThat(program.find()).isTrue();
    Files.writeString(directory.resolve("share.covm"), program.group(1));
    Matcher call = CALL.matcher(page);
    int calls = 0;
    while (call.find()) {
      String line = call.group(1);
      String printed = printed(arguments(line));
      assertThat(withoutTimes(printed)).as(line).isEqualTo(withoutTimes(call.group(2)));
      calls++;
    }
    assertThat(calls).isGreaterThanOrEqualTo(4);
  }

  private static List<String> arguments(String line) {
    List<String> arguments = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(line);
    while (argument.find()) {
      arguments.add(argument.group(1) == null ? argument.group(2) : argument.group(1));
    }
    return arguments;
  }

  /** Both streams, in the order in which they were written. */
  private String printed(List<String> arguments) {
    return CovmProcess.in(directory)
        .through("sh", "-c", "exec \"$@\" 2>&1", "sh")
        .run(arguments)
        .out();
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9,]+\\.[0-9]+( ms|%|(?=  ))", "T$1")
        .replaceAll("about [0-9]+ ns", "about N ns")
        .replaceAll("the [0-9.,]+ ms", "the T ms")
        .replaceAll("took [0-9.,]+ of", "took T of")
        .replaceAll(" [ #]+", " ");
  }
}
