package coop.covm.migration;

import coop.covm.storage.migration.AppliedMigration;
import java.util.Optional;

/**
 * One migration of a plan, with its file or its commit, or both.
 *
 * @param number from 1
 */
public record PlannedMigration(
    int number,
    MigrationState state,
    Optional<MigrationFile> file,
    Optional<AppliedMigration> applied) {
  /** Its name, as the file has it if there is one. */
  public String name() {
    return file.map(it -> it.name().name())
        .orElseGet(() -> applied.orElseThrow().migration().name());
  }
}
