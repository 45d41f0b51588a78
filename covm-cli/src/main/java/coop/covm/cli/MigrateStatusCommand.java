package coop.covm.cli;

import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.cli.output.Terminal;
import coop.covm.migration.MigrationFiles;
import coop.covm.migration.MigrationPlan;
import coop.covm.migration.Migrations;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm migrate status}: which migrations are applied, and which are left. */
final class MigrateStatusCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "status",
            "Show which migrations are applied, when and by whom, and which are left.",
            "covm migrate status");
    return StoreOption.addPlaceTo(MigrationsOption.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    MigrationFiles files = MigrationsOption.files(arguments);
    MigrationPlan plan = plan(files, StoreVisit.of(arguments, terminal));
    if (JsonOption.isSet(arguments)) {
      plan.migrations().forEach(one -> terminal.out().json(ShownMigration.json(one)));
    } else if (plan.migrations().isEmpty()) {
      terminal.notes().line("covm: there are no migrations in '%s'".formatted(files.directory()));
    } else {
      ShownMigration.lines(plan).forEach(terminal.out()::line);
    }
    plan.checkSound();
    return Exit.OK;
  }

  /** How the migrations stand in a store that must be there. */
  static MigrationPlan plan(MigrationFiles files, StoreVisit visit) {
    try (Store store = visit.toRead()) {
      return new Migrations(Covm.over(store), files, RunOptions.STANDARD.withCaller(visit.caller()))
          .plan();
    }
  }
}
