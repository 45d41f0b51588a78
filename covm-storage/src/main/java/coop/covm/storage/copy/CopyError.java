package coop.covm.storage.copy;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can go wrong where a whole history is copied. */
public enum CopyError implements ErrorCode {
  NOT_A_BACKUP("E1001", "NotABackup", ErrorKind.DATA, "What is to be read is no backup of COVM."),
  BACKUP_VERSION(
      "E1002",
      "BackupVersion",
      ErrorKind.DATA,
      "The backup has the format of a newer release; restore it with that one."),
  BACKUP_DAMAGED(
      "E1003",
      "BackupDamaged",
      ErrorKind.DATA,
      "A backup was cut off or changed; the message says at which byte."),
  BACKUP_CHAIN(
      "E1004",
      "BackupChain",
      ErrorKind.DATA,
      "Parts of a backup do not follow each other: one is missing, of another backup, or in another place."),
  BACKUP_NOT_FOUND(
      "E1005", "BackupNotFound", ErrorKind.MISSING_INPUT, "There is no backup at this place."),
  BACKUP_FAILED(
      "E1006",
      "BackupFailed",
      ErrorKind.STORAGE,
      "A backup could not be read or written; what was there before is as it was."),
  BACKUP_PLACE(
      "E1007",
      "BackupPlace",
      ErrorKind.STORAGE,
      "The directory for backups holds something else, or those of another store; name another."),
  BACKUP_BUSY(
      "E1008",
      "BackupBusy",
      ErrorKind.CONFLICT,
      "Another backup is just being made in this directory; try again when it has ended."),
  COPY_DISTURBED(
      "E1009",
      "CopyDisturbed",
      ErrorKind.CONFLICT,
      "Encryption keys were changed while the history was copied, so parts could not be read later; try again when that has ended."),
  TARGET_TAKEN(
      "E1010",
      "CopyTargetTaken",
      ErrorKind.STORAGE,
      "The store to copy into holds something else; name one that is not there yet."),
  NO_SUCH_POINT(
      "E1011",
      "NoSuchPoint",
      ErrorKind.DATA,
      "The backup has no such point in time, or none at which the store could be left."),
  HISTORY_BROKEN(
      "E1012",
      "HistoryBroken",
      ErrorKind.DATA,
      "Commits that are copied do not follow each other; covm audit verify tells more of the store."),
  HISTORY_LOST(
      "E1013",
      "HistoryLost",
      ErrorKind.DATA,
      "A store was repaired, and something of its history is lost; the list of damage says what.");

  private final ErrorEntry entry;

  CopyError(String code, String title, ErrorKind kind, String explanation) {
    this.entry = new ErrorEntry(code, title, kind, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
