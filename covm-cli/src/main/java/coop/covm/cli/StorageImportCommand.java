package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.exchange.ImportOptions;
import coop.covm.storage.exchange.ImportOptions.Existing;
import coop.covm.storage.exchange.ImportReport;
import java.util.List;
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
  private static final String UNPROVEN = "--unproven";
  private static final String DRY_RUN = "--dry-run";
  private static final String FORMAT = "--format";
  private static final String SKIP_DAMAGED = "--skip-damaged";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "import",
                "Set the keys of an export: all of them or, if anything is wrong, none.",
                "covm storage import everything.jsonl --dry-run",
                "covm storage import acme.jsonl --into org/copy --replace",
                "covm storage import large.jsonl --batch 10000   # again, if it was interrupted",
                "covm storage import old-data --format icn-covm --into org/old")
            .addPositional(
                Usage.parameter(
                    0, "FILE", "The export, or - to read it from standard input; or a directory."))
            .addOption(
                Usage.choice(
                    FORMAT,
                    "NAME",
                    List.of(IcnCovmImporting.FORMAT),
                    "icn-covm: FILE is a directory of the original icn-covm. [an export]"))
            .addOption(
                Usage.option(
                    INTO, "PREFIX", "Put its keys here, in place of the prefix that was exported."))
            .addOption(Usage.flag(REPLACE, "Give keys that have a value the imported one."))
            .addOption(
                Usage.flag(KEEP, "Leave keys that have a value as they are. [they are refused]"))
            .addOption(
                Usage.option(
                    BATCH, "N", "Commit N keys at a time; called again, go on behind them."))
            .addOption(
                Usage.flag(RESTART, "Forget that the same file was imported in parts before."))
            .addOption(
                Usage.flag(SKIP_DAMAGED, "With icn-covm: leave out what cannot be imported."))
            .addOption(
                Usage.flag(
                    UNPROVEN, "Import what covm storage repair salvaged, which nothing proves."))
            .addOption(Usage.flag(DRY_RUN, "Check everything and change nothing."));
    return StoreOption.addPlaceToWriter(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    return Usage.given(arguments, FORMAT).isPresent()
        ? runIcnCovm(arguments, terminal)
        : runExport(arguments, terminal);
  }

  private static int runIcnCovm(ParseResult arguments, Terminal terminal) {
    String format = Usage.given(arguments, FORMAT).orElse("");
    if (!format.equals(IcnCovmImporting.FORMAT)) {
      throw CommandException.usage(
          "%s takes %s, not '%s'".formatted(FORMAT, IcnCovmImporting.FORMAT, format));
    }
    for (String other : List.of(REPLACE, KEEP, BATCH)) {
      if (arguments.hasMatchedOption(other)) {
        throw CommandException.usage(
            "%s does not go with %s %s, which makes a commit of each version and goes on where it ended"
                .formatted(other, FORMAT, format));
      }
    }
    KeyPrefix into =
        into(arguments)
            .orElseThrow(() ->
                CommandException.usage(
                    "%s %s needs %s PREFIX, where all of it goes".formatted(FORMAT, format, INTO)));
    IcnCovmImporting importing =
        new IcnCovmImporting(
            Usage.text(arguments, 0),
            into,
            Usage.has(arguments, RESTART),
            Usage.has(arguments, SKIP_DAMAGED),
            Usage.has(arguments, DRY_RUN));
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Interruption _ = Interruption.begin()) {
      importing.run(visit, JsonOption.isSet(arguments), terminal);
      return Exit.OK;
    } catch (InterruptedException e) {
      terminal.notes().line("covm: the import was stopped; called again, it goes on");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static int runExport(ParseResult arguments, Terminal terminal) {
    ImportOptions options = options(arguments);
    boolean dryRun = Usage.has(arguments, DRY_RUN);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Interruption _ = Interruption.begin();
        ImportInput input = ImportInput.of(Usage.text(arguments, 0), terminal)) {
      ExportImporting importing =
          new ExportImporting(
              visit, input.file().withUnproven(Usage.has(arguments, UNPROVEN)), options, terminal);
      ImportReport report = dryRun ? importing.check() : importing.run();
      new ShownImport(report, dryRun).tell(JsonOption.isSet(arguments), terminal);
      return Exit.OK;
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
    if (Usage.has(arguments, SKIP_DAMAGED)) {
      throw CommandException.usage(
          "%s goes with %s %s only: an export is whole or it is refused"
              .formatted(SKIP_DAMAGED, FORMAT, IcnCovmImporting.FORMAT));
    }
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
}
