package coop.covm.cli;

import coop.covm.cli.description.BashCompletion;
import coop.covm.cli.description.DescribedCommand;
import coop.covm.cli.description.FishCompletion;
import coop.covm.cli.description.ZshCompletion;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm completion}: the script by which a shell completes this command. */
final class CompletionCommand implements Command {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public CommandSpec spec() {
    return Usage.command(
            "completion",
            "Print the script by which bash, zsh or fish completes this command.",
            "source <(covm completion bash)",
            "covm completion zsh > ~/.zfunc/_covm",
            "covm completion fish > ~/.config/fish/completions/covm.fish")
        .addPositional(Usage.oneOf(0, "SHELL", SHELLS, "bash, zsh or fish."));
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    DescribedCommand covm = DescribedCommand.of(CommandTree.whole().root().getCommandSpec());
    String script =
        switch (Usage.text(arguments, 0)) {
          case "bash" -> BashCompletion.of(covm);
          case "zsh" -> ZshCompletion.of(covm);
          case "fish" -> FishCompletion.of(covm);
          case String other ->
              throw CommandException.usage(
                  "there is completion for %s, not for '%s'"
                      .formatted(String.join(", ", SHELLS), other));
        };
    terminal.out().line(script.stripTrailing());
    return Exit.OK;
  }
}
