package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.encryption.MasterKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.ParseResult;

/**
 * Who comes to which store: what every command that opens one begins with.
 *
 * @param place the store
 * @param caller who comes
 */
record StoreVisit(StorePlace place, Caller caller) {
  /**
   * What the options of the command say.
   *
   * @throws coop.covm.cli.output.CommandException as {@link StoreOption#place} and {@link
   *     CallerOption#of}
   */
  static StoreVisit of(ParseResult arguments, Terminal terminal) {
    return new StoreVisit(StoreOption.place(arguments), CallerOption.of(arguments, terminal));
  }

  /** The same, with no master keys, whatever the options say. */
  static StoreVisit withoutMasterKeys(ParseResult arguments, Terminal terminal) {
    return new StoreVisit(
        StoreOption.place(arguments, MasterKeys.NONE), CallerOption.of(arguments, terminal));
  }

  /**
   * Opens a store that must be there, to change it.
   *
   * @throws StorageException as {@link Store#open}
   */
  Store toChange() {
    return place.existing(OpenMode.EXISTING);
  }

  /**
   * Opens a store that must be there, to read it. For who has a name it is opened to be written if
   * it can be, so that a secured store can note what it refuses, and reads where that is asked for;
   * for who has none nothing is written.
   *
   * @throws StorageException as {@link Store#open}
   */
  Store toRead() {
    if (caller.principal().isEmpty()) {
      return place.existing(OpenMode.READ_ONLY);
    }
    try {
      return place.existing(OpenMode.EXISTING);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_READ_ONLY) {
        throw e;
      }
      return place.existing(OpenMode.READ_ONLY);
    }
  }

  /** What the caller does to the store as a whole. */
  SessionOptions acting() {
    return acting(Optional.empty());
  }

  /**
   * What the caller does.
   *
   * @param namespace where relative keys lead, if anywhere
   */
  SessionOptions acting(Optional<KeyPrefix> namespace) {
    return new SessionOptions(
        caller, namespace, RunStatement.direct(UUID.randomUUID(), Instant.now().getEpochSecond()));
  }
}
