package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.error.ErrorCode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.DerivedState;
import coop.covm.storage.copy.Repair;
import coop.covm.storage.exchange.UnprovenExport;
import coop.covm.storage.repair.Damage;
import coop.covm.storage.repair.DamageReport;
import coop.covm.storage.repair.Examination;
import coop.covm.storage.repair.UnprovenValues;
import coop.covm.storage.spi.DamagedLog;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage repair}: lists damage, and makes a new store of what is proved. */
final class StorageRepairCommand implements Command {
  private static final String TO = "--to";
  private static final String SALVAGE = "--salvage";
  private static final String FORCE = "--force";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "repair",
                "List what is damaged in a store's files; make a new store of what is proved.",
                "covm storage repair --store file:data",
                "covm storage repair --store file:data --to file:saved --salvage unproven.jsonl")
            .addOption(
                Usage.option(
                    TO, "URL", "The store to make, file:DIR or rocksdb:DIR. [only list damage]"))
            .addOption(
                Usage.option(
                    SALVAGE, "FILE", "Write values here that can be read and nothing proves."))
            .addOption(Usage.flag(FORCE, "Replace a FILE that holds something else."));
    return StoreOption.addUrlAloneTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StorePlace from = StoreOption.placeWithoutKeys(arguments);
    Optional<StorePlace> to =
        Usage.given(arguments, TO).map(url -> StoreOption.place(url, arguments));
    if (to.map(StorePlace::url).equals(Optional.of(from.url()))) {
      throw CommandException.usage(
          "%s names the damaged store itself; a repair writes a new one".formatted(TO));
    }
    Optional<OutputFile> salvage =
        Usage.given(arguments, SALVAGE)
            .map(name ->
                new OutputFile(
                    GivenPlace.of(name), OutputFile.Kind.UNPROVEN, Usage.has(arguments, FORCE)));
    try (Interruption _ = Interruption.begin()) {
      ShownRepair shown = new ShownRepair(from.url(), to.map(StorePlace::url));
      repair(from, to, salvage, shown, terminal);
      shown.tell(JsonOption.isSet(arguments), terminal);
      return exit(shown, terminal);
    } catch (IOException e) {
      throw new StorageException(
          StorageError.STORE_FAILED,
          "the damaged store %s cannot be read: %s".formatted(from.url(), e.getMessage()),
          Map.of("store", from.url()),
          e);
    } catch (InterruptedException e) {
      terminal.notes().line("covm: the repair was stopped; called again, it goes on");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static void repair(
      StorePlace from,
      Optional<StorePlace> to,
      Optional<OutputFile> salvage,
      ShownRepair shown,
      Terminal terminal)
      throws IOException, InterruptedException {
    try (Progress progress = terminal.progress();
        DamagedLog log = StoreCopies.damaged(from.url(), from.options())) {
      Examination examination = examined(log, progress);
      shown.found(examination.report());
      if (!examination.report().isSound()) {
        save(log, examination, to, shown, progress);
        salvage(examination, salvage, shown);
        return;
      }
    }
    repairDerived(from, to, shown, terminal);
  }

  private static Examination examined(DamagedLog log, Progress progress)
      throws IOException, InterruptedException {
    long of = log.acknowledged().map(DamagedLog.Acknowledged::revision).orElse(0L);
    return Examination.of(
        log, revision -> progress.show("read", Progress.Unit.COMMITS, revision, of));
  }

  /** The log is sound; what is made from it may not be. */
  private static void repairDerived(
      StorePlace from, Optional<StorePlace> to, ShownRepair shown, Terminal terminal)
      throws IOException, InterruptedException {
    try (Progress progress = terminal.progress()) {
      long of = shown.report().head().revision();
      Optional<Damage> derived =
          DerivedState.check(
              from.url(),
              from.options(),
              revision -> progress.show("verified", Progress.Unit.COMMITS, revision, of));
      if (derived.isEmpty()) {
        return;
      }
      try (DamagedLog log = StoreCopies.damaged(from.url(), from.options())) {
        Examination examination = examined(log, progress);
        shown.found(examination.report().with(derived.get()));
        save(log, examination, to, shown, progress);
      }
    }
  }

  private static void save(
      DamagedLog log,
      Examination examination,
      Optional<StorePlace> to,
      ShownRepair shown,
      Progress progress)
      throws IOException, InterruptedException {
    if (to.isPresent() && examination.report().head().revision() > 0) {
      Repair repair = new Repair(log, examination, new ShownCopying(progress));
      shown.saved(repair.into(to.get()::target));
    }
  }

  private static void salvage(Examination examination, Optional<OutputFile> file, ShownRepair shown)
      throws IOException, InterruptedException {
    if (file.isEmpty()) {
      return;
    }
    UnprovenValues values = UnprovenValues.of(examination);
    UnprovenValues.Count count =
        file.get()
            .write(out -> {
              UnprovenExport export = new UnprovenExport(out, examination.report().head());
              UnprovenValues.Count written = values.write(export::add);
              export.end();
              return written;
            });
    shown.salvaged(file.get().file(), count);
  }

  private static int exit(ShownRepair shown, Terminal terminal) {
    DamageReport report = shown.report();
    if (report.isSound()) {
      return Exit.OK;
    }
    if (report.head().revision() == 0) {
      return failed(
          StorageError.STORE_DAMAGED,
          "no commit of the store %s is proved; restore it from a backup".formatted(shown.from()),
          terminal);
    }
    if (!shown.isSaved()) {
      return failed(
          StorageError.STORE_DAMAGED,
          "the store %s is damaged; %s URL makes a new one of what is proved, %s"
              .formatted(shown.from(), TO, Counted.of(report.head().revision(), "commit")),
          terminal);
    }
    return report.isWhole()
        ? Exit.OK
        : failed(
            CopyError.HISTORY_LOST,
            "something of the history is lost; the list says what; a backup may still have it",
            terminal);
  }

  private static int failed(ErrorCode error, String message, Terminal terminal) {
    terminal.notes().line(ErrorReport.text(error, message));
    return error.kind().exitCode();
  }
}
