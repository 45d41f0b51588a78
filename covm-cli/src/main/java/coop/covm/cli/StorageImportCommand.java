package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.exchange.Import;
import coop.covm.storage.exchange.ImportFile;
import coop.covm.storage.exchange.ImportListener;
import coop.covm.storage.exchange.ImportOptions;
import coop.covm.storage.exchange.ImportOptions.Existing;
import coop.covm.storage.exchange.ImportReport;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage import}: sets the keys of an export. */
final class StorageImportCommand implements Command {
  private static final String INTO = "--into";
  private static final String REPLACE = "--replace";
  private static final String KEEP = "--keep";
  private static final String BATCH = "--batch";
  private static final String RESTART = "--restart";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "import",
                "Set the keys of an export: all of them or, if anything is wrong, none.",
                "covm storage import everything.jsonl --dry-run",
                "covm storage import acme.jsonl --into org/copy --replace",
                "covm storage import large.jsonl --batch 10000   # again, if it was interrupted")
            .addPositional(
                Usage.parameter(0, "FILE", "The export, or - to read it from standard input."))
            .addOption(
                Usage.option(
                    INTO,
                    "PREFIX",
                    "Put its keys here, in place of the prefix that was exported, if there was one."))
            .addOption(Usage.flag(REPLACE, "Give keys that have a value the imported one."))
            .addOption(
                Usage.flag(KEEP, "Leave keys that have a value as they are. [they are refused]"))
            .addOption(
                Usage.option(
                    BATCH,
                    "N",
                    "Commit N keys at a time, once all is checked; called again, go on behind them."))
            .addOption(
                Usage.flag(RESTART, "Forget that the same file was imported in parts before."))
            .addOption(Usage.flag(DRY_RUN, "Check everything and change nothing."));
    return StoreOption.addPlaceToWriter(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    ImportOptions options = options(arguments);
    boolean dryRun = Usage.has(arguments, DRY_RUN);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Interruption _ = Interruption.begin();
        ImportInput input = ImportInput.of(Usage.text(arguments, 0), terminal)) {
      try {
        ImportReport report =
            dryRun
                ? checked(visit, input.file(), options, terminal)
                : imported(visit, input.file(), options, terminal);
        new ShownImport(report, dryRun).tell(JsonOption.isSet(arguments), terminal);
        return Exit.OK;
      } catch (IOException e) {
        throw InputBytes.failed(input.file().name(), e);
      }
    } catch (InterruptedException e) {
      terminal
          .notes()
          .line(
              options.batch().isPresent()
                  ? "covm: the import was stopped; called again, it goes on"
                  : "covm: the import was stopped; nothing was changed");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static ImportOptions options(ParseResult arguments) {
    boolean replace = Usage.has(arguments, REPLACE);
    boolean keep = Usage.has(arguments, KEEP);
    if (replace && keep) {
      throw CommandException.usage("%s and %s exclude each other".formatted(REPLACE, KEEP));
    }
    OptionalInt batch = batch(arguments);
    boolean restart = Usage.has(arguments, RESTART);
    if (restart && batch.isEmpty()) {
      throw CommandException.usage(
          "%s is for an import in parts: %s N says how many keys a commit takes"
              .formatted(RESTART, BATCH));
    }
    return new ImportOptions(
        into(arguments),
        replace ? Existing.REPLACE : keep ? Existing.KEEP : Existing.REFUSE,
        batch,
        restart);
  }

  private static OptionalInt batch(ParseResult arguments) {
    Optional<String> given = Usage.given(arguments, BATCH);
    if (given.isEmpty()) {
      return OptionalInt.empty();
    }
    long batch = Quantity.count(BATCH, given.get(), ImportOptions.TRANSACTION_KEYS);
    if (batch == 0) {
      throw CommandException.usage("%s is at least 1".formatted(BATCH));
    }
    return OptionalInt.of((int) batch);
  }

  private static Optional<KeyPrefix> into(ParseResult arguments) {
    Optional<KeyPrefix> into = Usage.given(arguments, INTO).map(KeyPrefix::parse);
    if (into.map(KeyPrefix::isSystem).orElse(false)) {
      throw CommandException.usage("%s cannot be under system/".formatted(INTO));
    }
    return into;
  }

  private static ImportReport imported(
      StoreVisit visit, ImportFile file, ImportOptions options, Terminal terminal)
      throws IOException, InterruptedException {
    try (Store store = made(visit, file, options, terminal);
        Progress progress = terminal.progress()) {
      return new Import(store, visit.caller(), file, options, shown(progress)).run();
    }
  }

  /** A store that is not there is made only for what can be imported. */
  private static Store made(
      StoreVisit visit, ImportFile file, ImportOptions options, Terminal terminal)
      throws IOException, InterruptedException {
    try {
      return visit.place().open(OpenMode.EXISTING);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      checkedInMemory(file, options, terminal);
      return visit.place().made(terminal);
    }
  }

  private static ImportReport checked(
      StoreVisit visit, ImportFile file, ImportOptions options, Terminal terminal)
      throws IOException, InterruptedException {
    try (Store store = visit.toRead()) {
      return checked(store, visit.caller(), file, options, terminal);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      return checkedInMemory(file, options, terminal);
    }
  }

  private static ImportReport checkedInMemory(
      ImportFile file, ImportOptions options, Terminal terminal)
      throws IOException, InterruptedException {
    try (Store empty = StorePlace.memory().open(OpenMode.CREATE)) {
      return checked(empty, Caller.NOBODY, file, options, terminal);
    }
  }

  private static ImportReport checked(
      Store store, Caller caller, ImportFile file, ImportOptions options, Terminal terminal)
      throws IOException, InterruptedException {
    try (Progress progress = terminal.progress()) {
      return new Import(store, caller, file, options, shown(progress)).check();
    }
  }

  private static ImportListener shown(Progress progress) {
    return new ImportListener() {
      @Override
      public void checked(long bytes, long of) {
        progress.show("checked", Progress.Unit.BYTES, bytes, of);
      }

      @Override
      public void imported(long steps, long of) {
        progress.show("imported", Progress.Unit.KEYS, steps, of);
      }
    };
  }
}
