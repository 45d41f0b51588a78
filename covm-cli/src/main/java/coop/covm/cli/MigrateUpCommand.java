package coop.covm.cli;

import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.error.CovmException;
import coop.covm.migration.MigrationException;
import coop.covm.migration.MigrationFile;
import coop.covm.migration.MigrationFiles;
import coop.covm.migration.Migrations;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.migration.Migration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm migrate up}: applies the migrations that are left. */
final class MigrateUpCommand implements Command {
  private static final String TO = "--to";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "up",
                "Apply the migrations that are left, in order, each in one transaction.",
                "covm migrate up --dry-run",
                "covm migrate up --to 3")
            .addOption(Usage.option(TO, "N", "Apply none behind this number. [all]"))
            .addOption(Usage.flag(DRY_RUN, "Change nothing; show what each would change."));
    StoreOption.addPlaceToWriter(MigrationsOption.addTo(spec));
    return EngineOption.addTo(LimitOptions.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    MigrationFiles files = MigrationsOption.files(arguments);
    if (!files.problems().isEmpty()) {
      throw new MigrationException(files.problems());
    }
    int to = to(arguments, files);
    boolean dryRun = Usage.has(arguments, DRY_RUN);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    RunOptions options =
        new RunOptions(
            Map.of(),
            visit.caller(),
            Optional.empty(),
            LimitOptions.of(arguments),
            true,
            EngineOption.of(arguments));
    if (!dryRun) {
      refuseToMakeForNothing(files, to, visit);
    }
    try (Interruption _ = Interruption.begin();
        RunPlace place = RunPlace.open(visit, dryRun, terminal)) {
      AppliedReport report =
          dryRun
              ? AppliedReport.ofDryRun(
                  place.store(), visit.caller(), JsonOption.isSet(arguments), terminal)
              : AppliedReport.of(JsonOption.isSet(arguments), terminal);
      Optional<Migrations.Failure> failure =
          new Migrations(Covm.over(place.store()), files, options).up(to, report);
      failure.ifPresent(report::failed);
      report.ended();
      return failure.map(it -> it.trap().code().kind().exitCode()).orElse(Exit.OK);
    }
  }

  private static int to(ParseResult arguments, MigrationFiles files) {
    Optional<String> given = Usage.given(arguments, TO);
    if (given.isEmpty()) {
      return Migration.MOST;
    }
    int to = (int) Quantity.count(TO, given.get(), Migration.MOST);
    if (files.files().stream().noneMatch(file -> file.number() == to)) {
      throw CommandException.usage(
          "%s %s: there is no migration of this number in '%s'"
              .formatted(TO, to, files.directory()));
    }
    return to;
  }

  /** Where a program does not compile, no store is made only to say so. */
  private static void refuseToMakeForNothing(MigrationFiles files, int to, StoreVisit visit) {
    try {
      files.files().stream().filter(file -> file.number() <= to).forEach(MigrationFile::compiled);
    } catch (CovmException broken) {
      try (Store _ = visit.place().open(OpenMode.EXISTING)) {
        return; // perhaps it was applied long ago
      } catch (StorageException e) {
        throw e.code() == StorageError.STORE_NOT_FOUND ? broken : e;
      }
    }
  }
}
