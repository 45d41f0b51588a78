package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.description.BashCompletion;
import coop.covm.cli.description.DescribedCommand;
import coop.covm.cli.description.DescribedOption;
import coop.covm.cli.description.FishCompletion;
import coop.covm.cli.description.ManualPage;
import coop.covm.cli.description.ZshCompletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of every command that there is, found by walking them all. */
class CommandTreeTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "command-line.md");

  /** These print what is no document: a shell, scripts, pages, lines of a format of their own. */
  private static final Set<String> WITHOUT_JSON = Set.of("repl", "help", "completion", "man");

  private static final DescribedCommand COVM =
      DescribedCommand.of(CommandTree.whole().root().getCommandSpec());

  private static List<DescribedCommand> leaves() {
    return COVM.all().stream().filter(command -> command.commands().isEmpty()).toList();
  }

  private static String words(DescribedCommand command) {
    return String.join(" ", command.words());
  }

  @Test
  void everyCommandHasASummaryAndAnExample() {
    assertThat(COVM.all()).hasSizeGreaterThan(50);
    for (DescribedCommand command : COVM.all()) {
      assertThat(command.summary()).as(words(command)).isNotBlank().endsWith(".");
      assertThat(command.examples()).as(words(command)).isNotEmpty();
      assertThat(command.examples())
          .as(words(command))
          .anySatisfy(line -> assertThat(line).contains(command.name(" ")));
      for (DescribedOption option : command.options()) {
        assertThat(option.description()).as(words(command) + " " + option).isNotBlank();
      }
    }
  }

  @Test
  void everyCommandHasADocumentedDocument() throws IOException {
    String page = Files.readString(PAGE);
    for (DescribedCommand command : leaves()) {
      boolean json =
          command.options().stream().anyMatch(option -> option.names().contains("--json"));
      assertThat(json).as(words(command)).isEqualTo(!WITHOUT_JSON.contains(words(command)));
      assertThat(page).as(words(command)).contains(command.words().getLast());
      if (json) {
        assertThat(isDocumented(page, command)).as("JSON of %s", words(command)).isTrue();
      }
    }
  }

  /** A row or a heading names it, in a row perhaps behind others of its group. */
  private static boolean isDocumented(String page, DescribedCommand command) {
    String group = command.words().getFirst();
    String last = command.words().getLast();
    return page.lines()
        .anyMatch(line ->
            ((line.startsWith("| `") && line.contains("`" + group))
                    || line.startsWith("### covm " + group + " --json"))
                && line.contains(last));
  }

  @Test
  void everyCommandCanBeCompletedAndHasAPage() {
    String bash = BashCompletion.of(COVM);
    String zsh = ZshCompletion.of(COVM);
    String fish = FishCompletion.of(COVM);
    for (DescribedCommand command : leaves()) {
      assertThat(bash).contains("    '%s')\n".formatted(words(command)));
      assertThat(zsh).contains("'%s:".formatted(command.words().getLast()));
      assertThat(fish).contains("'__covm_in %s'".formatted(words(command)));
      assertThat(ManualPage.of(command, "1"))
          .contains(".SH NAME\n", ".SH SYNOPSIS\n", ".SH OPTIONS\n", ".SH EXAMPLES\n");
    }
  }
}
