package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide to the shell shows is what its screen shows, all of it one session. {@code
 * -Dcovm.golden.update=true} writes below the prompts of the page what comes there.
 */
class ShellGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "shell.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?<=^```shell\n)(.*?)(?=^```\n)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PROMPT = Pattern.compile("^(covm( tx)?>|\\.\\.\\.\\.>) ?");

  @TempDir Path directory;

  @Test
  void thePageShowsWhatTheScreenShows() throws IOException {
    String page = Files.readString(PAGE);
    List<String> blocks = BLOCK.matcher(page).results().map(MatchResult::group).toList();
    List<String> shown = shown(blocks);
    if (Boolean.getBoolean("covm.golden.update")) {
      int[] next = {0};
      Files.writeString(
          PAGE,
          BLOCK.matcher(page).replaceAll(_ -> Matcher.quoteReplacement(shown.get(next[0]++))));
    } else {
      assertThat(blocks).isEqualTo(shown);
    }
  }

  /** Types all that stands behind a prompt, and gives each block as the screen shows it. */
  private List<String> shown(List<String> blocks) throws IOException {
    List<Integer> typed = new ArrayList<>();
    try (ShellAtTerminal shell =
        new ShellAtTerminal(
            ShellAtTerminal.command(directory, "screen-256color"),
            "--store",
            "memory:",
            "--namespace",
            "org/acme")) {
      for (String block : blocks) {
        List<String> lines = block.lines().filter(line -> PROMPT.matcher(line).find()).toList();
        typed.add(lines.size());
        lines.forEach(line -> shell.line(PROMPT.matcher(line).replaceFirst("")));
      }
      return cut(shell.screen().lines().skip(1).toList(), typed);
    }
  }

  private static List<String> cut(List<String> screen, List<Integer> typed) {
    List<String> blocks = new ArrayList<>();
    int at = 0;
    for (int prompts : typed) {
      StringBuilder block = new StringBuilder();
      int seen = 0;
      while (at < screen.size()) {
        boolean isPrompt = PROMPT.matcher(screen.get(at)).find();
        if (isPrompt && seen == prompts) {
          break;
        }
        seen += isPrompt ? 1 : 0;
        block.append(screen.get(at)).append('\n');
        at++;
      }
      blocks.add(block.toString());
    }
    return blocks;
  }
}
