package coop.covm.migration;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What is wrong with migrations, by themselves or beside what a store has had. */
public enum MigrationError implements ErrorCode {
  NO_DIRECTORY(
      "E1101",
      "MigrationDirectory",
      ErrorKind.MISSING_INPUT,
      "The directory of the migrations is not there or cannot be read; --dir names another."),
  NAME(
      "E1102",
      "MigrationName",
      ErrorKind.DATA,
      "A file among the migrations is not named or written as one, such as V003__split_funds.covm; rename or move it."),
  NUMBER(
      "E1103",
      "MigrationNumber",
      ErrorKind.DATA,
      "The numbers of migrations have a hole, or one stands twice; rename those that are not applied yet."),
  CHANGED(
      "E1104",
      "MigrationChanged",
      ErrorKind.DATA,
      "A migration was changed or renamed after it was applied; bring it back as it was, and write the change as a new one."),
  MISSING(
      "E1105",
      "MigrationMissing",
      ErrorKind.DATA,
      "A migration that was applied is no longer among the files; bring it back."),
  PENDING(
      "E1106",
      "MigrationPending",
      ErrorKind.DATA,
      "A migration is not applied to the store yet; covm migrate up applies it."),
  TRANSACTION(
      "E1107",
      "MigrationTransaction",
      ErrorKind.PROGRAM,
      "The program of a migration begins or ends a transaction; the whole program is one already.");

  private final ErrorEntry entry;

  MigrationError(String code, String title, ErrorKind kind, String explanation) {
    this.entry = new ErrorEntry(code, title, kind, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
