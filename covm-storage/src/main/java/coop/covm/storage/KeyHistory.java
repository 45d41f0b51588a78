package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.log.CommitIndex.VersionEntry;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one key in a snapshot. The index knows when each was made, the log knows the
 * values; each question costs one seek and one read of the log however many versions there are.
 */
final class KeyHistory {
  private final BackendSnapshot snapshot;
  private final Key key;

  KeyHistory(BackendSnapshot snapshot, Key key) {
    this.snapshot = snapshot;
    this.key = key;
  }

  /** The revision of the last change up to a revision; 0 if there was none. */
  long lastChange(long upTo) {
    try (IndexCursor cursor = newestFirst(upTo)) {
      return cursor.next() ? CommitIndex.revisionOfVersion(cursor.key()) : 0;
    }
  }

  /**
   * Whether there was a value as of the revision.
   *
   * @throws StorageException {@code RevisionCompacted}, {@code ValueErased}
   */
  boolean isPresent(long asOf) {
    return versionOfValue(asOf) > 0;
  }

  /**
   * The value as of the revision; empty if there was none.
   *
   * @throws StorageException {@code RevisionCompacted}, {@code ValueErased}
   */
  Optional<Value> value(long asOf) {
    long revision = versionOfValue(asOf);
    if (revision == 0) {
      return Optional.empty();
    }
    SaltedValue value = logged(revision);
    if (value.isErased()) {
      throw compacted(asOf); // since this snapshot was taken
    }
    return Optional.of(value.value());
  }

  /**
   * The bytes of the value as of the revision, as canonical JSON; empty if there was none.
   *
   * @throws StorageException {@code RevisionCompacted}, {@code ValueErased}
   */
  OptionalLong valueBytes(long asOf) {
    long revision = versionOfValue(asOf);
    if (revision == 0) {
      return OptionalLong.empty();
    }
    SaltedValue value = logged(revision);
    if (value.isErased()) {
      throw compacted(asOf); // since this snapshot was taken
    }
    return OptionalLong.of(value.byteSize());
  }

  /** The versions up to a revision that can still be read, oldest first. */
  List<Version> versions(long upTo) {
    List<Version> versions = new ArrayList<>();
    try (IndexCursor cursor = oldestFirst(1, upTo)) {
      while (cursor.next()) {
        long revision = CommitIndex.revisionOfVersion(cursor.key());
        VersionEntry entry = version(cursor.value());
        Optional<SaltedValue> value =
            entry.state() == State.PRESENT ? Optional.of(logged(revision)) : Optional.empty();
        if (entry.state() == State.COMPACTED || value.map(SaltedValue::isErased).orElse(false)) {
          versions.clear();
        } else {
          versions.add(
              new Version(
                  revision, entry.timeMillis(), entry.principal(), value.map(SaltedValue::value)));
        }
      }
    }
    return versions;
  }

  /** The newest version up to a revision that was compacted; empty if none was. */
  OptionalLong compactedThrough(long upTo) {
    try (IndexCursor cursor = newestFirst(upTo)) {
      while (cursor.next()) {
        if (version(cursor.value()).state() == State.COMPACTED) {
          return OptionalLong.of(CommitIndex.revisionOfVersion(cursor.key()));
        }
      }
    }
    return compactedNext(upTo);
  }

  /** The version after a revision, if it is one that says that those before it are gone. */
  private OptionalLong compactedNext(long after) {
    long newest = snapshot.head().revision();
    if (after == 0 || after >= newest) {
      return OptionalLong.empty(); // before the first commit there was nothing
    }
    try (IndexCursor cursor = oldestFirst(after + 1, newest)) {
      return cursor.next() && version(cursor.value()).state() == State.COMPACTED
          ? OptionalLong.of(CommitIndex.revisionOfVersion(cursor.key()))
          : OptionalLong.empty();
    }
  }

  /** The revision of the version whose value was there as of the revision; 0 if none was. */
  private long versionOfValue(long asOf) {
    try (IndexCursor cursor = newestFirst(asOf)) {
      State state = cursor.next() ? version(cursor.value()).state() : State.REMOVED;
      return switch (state) {
        case PRESENT -> CommitIndex.revisionOfVersion(cursor.key());
        case COMPACTED -> throw compacted(asOf);
        case REMOVED -> {
          requireHistory(asOf);
          yield 0;
        }
      };
    }
  }

  /** What has no value may have lost its history: then the next version says so. */
  private void requireHistory(long asOf) {
    if (compactedNext(asOf).isPresent()) {
      throw compacted(asOf);
    }
  }

  private IndexCursor newestFirst(long upTo) {
    return snapshot.scan(CommitIndex.versionRange(key, 1, upTo), Order.DESCENDING);
  }

  private IndexCursor oldestFirst(long from, long upTo) {
    return snapshot.scan(CommitIndex.versionRange(key, from, upTo), Order.ASCENDING);
  }

  private SaltedValue logged(long revision) {
    return snapshot
        .commit(revision)
        .body()
        .change(key)
        .flatMap(Change::made)
        .orElseThrow(() -> notChanged(key, revision));
  }

  private VersionEntry version(byte[] indexValue) {
    return version(key, indexValue);
  }

  /**
   * Reads what the index holds of a version of the key.
   *
   * @throws StorageException {@code StoreDamaged}
   */
  static VersionEntry version(Key key, byte[] indexValue) {
    try {
      return CommitIndex.version(indexValue);
    } catch (MalformedRecordException e) {
      throw damaged(key, String.valueOf(e.getMessage()), e);
    }
  }

  private StorageException compacted(long asOf) {
    if (snapshot.get(CommitIndex.currentKey(StoreErasure.record(key))).isPresent()) {
      return new StorageException(
          StorageError.VALUE_ERASED,
          "what the key %s held as of revision %s has been erased".formatted(key, asOf),
          Map.of("key", key.toString(), "revision", Long.toString(asOf)),
          null);
    }
    return new StorageException(
        StorageError.REVISION_COMPACTED,
        "what the key %s held as of revision %s has been compacted; it can be read from revision %s on"
            .formatted(key, asOf, readableFrom(asOf)),
        Map.of("key", key.toString(), "revision", Long.toString(asOf)),
        null);
  }

  /** The first revision from which on the key can be read again. */
  private long readableFrom(long asOf) {
    long newest = snapshot.head().revision();
    try (IndexCursor cursor = oldestFirst(asOf + 1, newest)) {
      while (cursor.next()) {
        if (version(cursor.value()).state() != State.COMPACTED) {
          return CommitIndex.revisionOfVersion(cursor.key());
        }
      }
    }
    return newest;
  }

  /** The index names a revision that did not change the key. */
  static StorageException notChanged(Key key, long revision) {
    return damaged(key, "revision %s of the log did not set it".formatted(revision), null);
  }

  static StorageException damaged(Key key, String what, @Nullable Throwable cause) {
    return new StorageException(
        StorageError.STORE_DAMAGED,
        "the index entry of the key %s is damaged: %s".formatted(key, what),
        Map.of("key", key.toString()),
        cause);
  }
}
