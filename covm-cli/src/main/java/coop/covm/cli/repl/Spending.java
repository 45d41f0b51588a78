package coop.covm.cli.repl;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.dialogue.Answer;
import java.util.Locale;
import java.util.Optional;

/** How long inputs run and what they cost. */
final class Spending {
  private final Terminal terminal;
  private boolean showsEach;
  private Optional<String> last = Optional.empty();

  Spending(Terminal terminal) {
    this.terminal = terminal;
  }

  void ran(Answer.Ran ran) {
    String text =
        String.format(
            Locale.ROOT,
            "%,.3f ms, %,d instructions, %,d fuel",
            ran.time().toNanos() / 1e6,
            ran.outcome().instructions(),
            ran.outcome().fuel());
    last = Optional.of(text);
    if (showsEach) {
      terminal.notes().line("covm: " + text);
    }
  }

  /**
   * @throws CommandException {@code Usage} for another argument than {@code on} and {@code off}
   */
  void command(String argument) {
    if (argument.isEmpty()) {
      terminal.out().line(last.orElse("no input has run"));
      return;
    }
    showsEach =
        Switch.of(argument, showsEach)
            .orElseThrow(() ->
                CommandException.usage(":time takes on or off, not '%s'".formatted(argument)));
  }
}
