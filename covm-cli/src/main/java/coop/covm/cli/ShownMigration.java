package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.migration.MigrationFile;
import coop.covm.migration.MigrationName;
import coop.covm.migration.MigrationPlan;
import coop.covm.migration.PlannedMigration;
import coop.covm.storage.migration.AppliedMigration;
import java.util.List;

/** How migrations are shown. */
final class ShownMigration {
  private static final String NONE = "-";

  private ShownMigration() {}

  /** A table of all, with headings. */
  static List<String> lines(MigrationPlan plan) {
    TextTable table = new TextTable("number", "state", "revision", "time", "by", "migration");
    for (PlannedMigration one : plan.migrations()) {
      table.row(
          Integer.toString(one.number()),
          one.state().label(),
          one.applied().map(done -> Long.toString(done.revision())).orElse(NONE),
          one.applied().map(done -> CommitTime.text(done.timeMillis())).orElse(NONE),
          one.applied().flatMap(AppliedMigration::by).orElse(NONE),
          one.file()
              .map(MigrationFile::file)
              .orElseGet(() -> new MigrationName(one.number(), one.name()).file()));
    }
    return table.lines();
  }

  /** What is not there, such as the revision of one that was not applied, is {@code null}. */
  static Json json(PlannedMigration one) {
    return new JsonObject()
        .with("number", Json.of(one.number()))
        .with("name", Json.of(one.name()))
        .with("state", Json.of(one.state().label()))
        .with("file", Json.ofOptional(one.file(), file -> Json.of(file.source().name())))
        .with(
            "checksum",
            Json.ofOptional(one.file(), file -> Json.of(file.migration().program().toString())))
        .with(
            "appliedChecksum",
            Json.ofOptional(one.applied(), done -> Json.of(done.migration().program().toString())))
        .with("revision", Json.ofOptional(one.applied(), done -> Json.of(done.revision())))
        .with(
            "time",
            Json.ofOptional(one.applied(), done -> Json.of(CommitTime.text(done.timeMillis()))))
        .with("by", Json.ofOptional(one.applied().flatMap(AppliedMigration::by), Json::of))
        .json();
  }

  /** What begins the document of a migration that is applied, planned, or failed. */
  static JsonObject begun(MigrationFile file, String status) {
    return new JsonObject()
        .with("number", Json.of(file.number()))
        .with("name", Json.of(file.name().name()))
        .with("file", Json.of(file.source().name()))
        .with("status", Json.of(status));
  }
}
