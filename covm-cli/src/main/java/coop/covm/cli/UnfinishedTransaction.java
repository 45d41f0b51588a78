package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.dialogue.Dialogue;
import coop.covm.dialogue.PendingTransaction;
import coop.covm.engine.TrapCode;

/** What the end of a script's input is if a transaction is open then: an error, as of a program. */
final class UnfinishedTransaction {
  private UnfinishedTransaction() {}

  /** Rolls the transaction back and says so, if one is open. */
  static int exitCode(Dialogue dialogue, Terminal terminal) {
    if (dialogue.transaction().isEmpty()) {
      return Exit.OK;
    }
    PendingTransaction open = dialogue.transaction().get();
    dialogue.close();
    CommandException error =
        new CommandException(
            TrapCode.TRANSACTION_LEFT_OPEN,
            "the input ended with the transaction of line %s open, which was rolled back; committx commits it"
                .formatted(open.line()));
    terminal.notes().line(ErrorReport.text(error));
    return error.code().kind().exitCode();
  }
}
