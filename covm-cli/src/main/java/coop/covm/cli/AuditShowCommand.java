package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm audit show}: all that one commit says. */
final class AuditShowCommand implements Command {
  private static final String TEXT = "--program-text";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "show",
                "Show all that a commit says: who, by which program, upon which views, what changed.",
                "covm audit show 7",
                "covm audit show 7 --program-text")
            .addPositional(Usage.parameter(0, "REVISION", "The number of the commit."))
            .addOption(Usage.flag(TEXT, "Print the text of the program that made it, alone."));
    return PagerOption.addTo(StoreOption.addPlaceTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    long revision = Quantity.count("REVISION", Usage.text(arguments, 0), Long.MAX_VALUE);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead();
        StoreView view = store.view(visit.caller())) {
      CommitRecord commit = view.commit(revision);
      if (Usage.has(arguments, TEXT)) {
        terminal.out().line(programText(store, visit, commit).stripTrailing());
      } else if (JsonOption.isSet(arguments)) {
        terminal.out().json(ShownAudit.json(commit));
      } else {
        ShownAudit.lines(commit).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }

  private static String programText(Store store, StoreVisit visit, CommitRecord commit) {
    Digest program =
        commit
            .body()
            .run()
            .program()
            .orElseThrow(() ->
                CommandException.usage(
                    "no program made revision %s: a command or an embedder did"
                        .formatted(commit.revision())));
    return store
        .audit()
        .program(visit.caller(), program)
        .orElseThrow(() ->
            new StorageException(
                StorageError.NOT_REPLAYABLE,
                "the text of the program %s is not shown to you".formatted(program)));
  }
}
