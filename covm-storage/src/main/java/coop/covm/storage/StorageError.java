package coop.covm.storage;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What the storage refuses, split by what the caller can do about it. */
public enum StorageError implements ErrorCode {
  INVALID_KEY(
      "E0501",
      "InvalidKey",
      ErrorKind.RUN,
      "A key or prefix breaks a rule of keys; the message names the segment and the rule."),
  TRANSACTION_CONFLICT(
      "E0502",
      "TransactionConflict",
      ErrorKind.CONFLICT,
      "Another commit changed what this transaction had read; run it again."),
  REVISION_NOT_FOUND(
      "E0503",
      "RevisionNotFound",
      ErrorKind.RUN,
      "The revision is 0, not whole, or newer than what the reader sees."),
  REVISION_COMPACTED(
      "E0504",
      "RevisionCompacted",
      ErrorKind.RUN,
      "What the key held as of this revision was compacted; covm storage history shows what is left."),
  VALUE_ERASED(
      "E0505",
      "ValueErased",
      ErrorKind.RUN,
      "The value was erased on request; only its digest is left."),
  INCREMENT_OVERFLOW(
      "E0506",
      "IncrementOverflow",
      ErrorKind.RUN,
      "An increment would leave an integral number beyond 2^53, where not every integer exists."),
  TRANSACTION_STATE(
      "E0507",
      "TransactionState",
      ErrorKind.RUN,
      "A transaction was begun inside another, or ended where none was open."),
  SYSTEM_KEY(
      "E0508", "SystemKey", ErrorKind.DENIED, "Programs never write under system/; commands do."),
  ACCESS_DENIED("E0509", "AccessDenied", ErrorKind.DENIED, "The principal may not do this here."),
  QUOTA_EXCEEDED(
      "E0510", "QuotaExceeded", ErrorKind.RUN, "The commit would pass a quota of its namespace."),
  IDENTITY_NOT_FOUND(
      "E0511", "IdentityNotFound", ErrorKind.RUN, "The store has no identity of this name."),
  IDENTITY_EXISTS(
      "E0512", "IdentityExists", ErrorKind.RUN, "The store has an identity of this name already."),
  LAST_ADMINISTRATOR(
      "E0513",
      "LastAdministrator",
      ErrorKind.RUN,
      "A secured store keeps one active administrator at least."),
  REPLAY_DIFFERS(
      "E0514",
      "ReplayDiffers",
      ErrorKind.RUN,
      "A run that is replayed comes to something else than its commits say."),
  REPLAY_ENDED(
      "E0515",
      "ReplayEnded",
      ErrorKind.RUN,
      "A run that is replayed has come as far as it was asked to."),
  NOT_REPLAYABLE(
      "E0516",
      "NotReplayable",
      ErrorKind.RUN,
      "A commit was made by no program, or what its run began with has been erased."),
  MIGRATION_NOT_NEXT(
      "E0518",
      "MigrationNotNext",
      ErrorKind.CONFLICT,
      "Another process has applied migrations meanwhile; covm migrate status shows what is left."),
  NOT_ENCRYPTED(
      "E0517",
      "NotEncrypted",
      ErrorKind.RUN,
      "A namespace has no data keys of its own; covm storage encrypt gives it some."),

  STORE_NOT_FOUND(
      "E0601", "StoreNotFound", ErrorKind.MISSING_INPUT, "There is no store at this place."),
  STORE_URL(
      "E0602",
      "StoreUrl",
      ErrorKind.USAGE,
      "A store URL has an unknown scheme or is not complete."),
  STORE_FORMAT(
      "E0603",
      "StoreFormat",
      ErrorKind.STORAGE,
      "The place holds something else, or a store of a newer release."),
  STORE_DAMAGED(
      "E0604",
      "StoreDamaged",
      ErrorKind.STORAGE,
      "Stored bytes are not what was written; the message names file and line."),
  STORE_FAILED(
      "E0605",
      "StoreFailed",
      ErrorKind.STORAGE,
      "Reading or writing the store failed; after a failed write it takes no more commits until it is opened again."),
  STORE_READ_ONLY(
      "E0606",
      "StoreReadOnly",
      ErrorKind.STORAGE,
      "The store was opened for reading, or its place cannot be written."),
  STORE_CLOSED("E0607", "StoreClosed", ErrorKind.STORAGE, "The store has been closed."),
  STORE_BUSY(
      "E0608",
      "StoreBusy",
      ErrorKind.STORAGE,
      "Another process holds the store and did not let go in time."),
  STORE_KEY(
      "E0609",
      "StoreKey",
      ErrorKind.STORAGE,
      "The private key with which a secured store signs is missing, or another one."),
  ENCRYPTION_KEY(
      "E0611",
      "EncryptionKey",
      ErrorKind.STORAGE,
      "A value is encrypted and its master key is not there; give it with --encryption-key FILE, or in COVM_ENCRYPTION_KEY."),
  STORE_UNFINISHED(
      "E0612",
      "StoreUnfinished",
      ErrorKind.STORAGE,
      "The store is a copy that was not finished; the command that began it goes on when it is called again."),
  HISTORY_NOT_SOUND(
      "E0610",
      "HistoryNotSound",
      ErrorKind.STORAGE,
      "Verifying found something that no sound history leaves; the findings say what and where.");

  private final ErrorEntry entry;

  StorageError(String code, String title, ErrorKind kind, String explanation) {
    this.entry = new ErrorEntry(code, title, kind, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
