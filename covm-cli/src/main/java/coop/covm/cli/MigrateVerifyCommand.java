package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.migration.MigrationException;
import coop.covm.migration.MigrationFiles;
import coop.covm.migration.MigrationPlan;
import coop.covm.migration.MigrationProblem;
import coop.covm.storage.migration.Migration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm migrate verify}: fails unless the store has had exactly these migrations. */
final class MigrateVerifyCommand implements Command {
  private static final String ALLOW_PENDING = "--allow-pending";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "verify",
                "Fail unless the store has had exactly these migrations, as they are now.",
                "covm migrate verify",
                "covm migrate verify --allow-pending   # before covm migrate up")
            .addOption(Usage.flag(ALLOW_PENDING, "Migrations that are left are no failure."));
    return StoreOption.addPlaceTo(MigrationsOption.addTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    MigrationFiles files = MigrationsOption.files(arguments);
    MigrationPlan plan = MigrateStatusCommand.plan(files, StoreVisit.of(arguments, terminal));
    List<MigrationProblem> problems = new ArrayList<>(plan.problems());
    if (!Usage.has(arguments, ALLOW_PENDING)) {
      problems.addAll(plan.unapplied());
    }
    if (!problems.isEmpty()) {
      throw new MigrationException(problems);
    }
    int left = plan.pending(Migration.MOST).size();
    int applied = plan.migrations().size() - left;
    if (JsonOption.isSet(arguments)) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("status", Json.of("ok"))
                  .with("applied", Json.of(applied))
                  .with("pending", Json.of(left))
                  .json());
    } else {
      terminal
          .out()
          .line(
              "%s applied and unchanged, %s left"
                  .formatted(Counted.of(applied, "migration"), Counted.grouped(left)));
    }
    return Exit.OK;
  }
}
