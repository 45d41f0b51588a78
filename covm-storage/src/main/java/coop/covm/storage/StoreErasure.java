package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.log.CommitIndex.VersionEntry;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Destroys every stored value of a key, for good: a person's right. The commits that made them
 * stay, with all digests and signatures, which go on verifying; of the values nothing is left to
 * guess from, since each digest is taken over a random salt too, which goes with the value. The
 * parameters of the runs that changed the key go too, for they are where its values came from.
 *
 * <p>That a key was erased, by whom, when and why, is a value under {@code system/erased}, named by
 * the SHA-256 of the key. What a program did with the value elsewhere, under other keys or in its
 * own text, is not known here and stays.
 */
public final class StoreErasure {
  private static final String KEY = "key";
  private static final String REASON = "reason";

  private final Store store;

  StoreErasure(Store store) {
    this.store = store;
  }

  /**
   * Removes the key, says so in a commit, and destroys its values in the log and the index, and
   * with them in each copy that is made later. Interrupted, it goes on when it is called again.
   * Views and transactions that are open may meet {@code ValueErased}. Other processes that share
   * the store see the removal at once.
   *
   * @param reason for whoever reads the history later; not itself personal
   * @param by who erases
   * @throws StorageException {@code SystemKey} for a key under {@code system/}; {@code
   *     AccessDenied} if the caller may not administer the key, or has a value to remove there that
   *     it may not delete; {@code StoreReadOnly}; as of a commit
   */
  public ErasureReport erase(Key key, String reason, SessionOptions by) {
    Store.checkIsNoSystemKey(key);
    store.checkWritable("nothing can be erased");
    StorageBackend backend = store.backend();
    backend.seal(); // so that the commit which says it stands behind all that is rewritten
    SystemRun run = store.systemRun(by);
    long revision = say(key, reason, run);
    Found found;
    try (BackendSnapshot snapshot = backend.snapshot()) {
      found = new Found(snapshot, key, revision);
      found.compaction().ifPresent(backend::compact);
    }
    while (isLeft(found)) {
      // What was committed between the seal and the word stands in a file that is still written.
      backend.seal();
      revision = say(key, reason, run);
      backend.compact(found.rewriting());
    }
    return new ErasureReport(revision, found.values.size(), found.runs.size());
  }

  private boolean isLeft(Found found) {
    try (BackendSnapshot snapshot = store.backend().snapshot()) {
      return found.isLeft(snapshot);
    }
  }

  private static long say(Key key, String reason, SystemRun run) {
    return run.commit(
            transaction -> {
              transaction.guard().checkAdministers(Optional.of(KeyPrefix.at(key)));
              transaction.delete(key);
              transaction.set(
                  record(key),
                  MapValue.of(
                      Map.of(KEY, StringValue.of(key.toString()), REASON, StringValue.of(reason))));
            })
        .orElseThrow();
  }

  /** Where it is said that a key was erased. */
  static Key record(Key key) {
    Digest digest = Digest.sha256(key.toString().getBytes(StandardCharsets.UTF_8));
    return SystemKeys.of(SystemKeys.ERASED, digest.toString());
  }

  /** The key that a record of erasure is about; empty if it is none. */
  static Optional<Key> erased(Value record) {
    return record instanceof MapValue map && map.get(KEY).orElse(null) instanceof StringValue key
        ? Optional.of(Key.parse(key.value()))
        : Optional.empty();
  }

  /** What there is of a key. */
  private static final class Found {
    private final BackendSnapshot snapshot;
    private final Key key;

    /** The revisions that gave it a value, which is still there. */
    private final NavigableSet<Long> values = new TreeSet<>();

    /** The runs that changed it and have parameters. */
    private final Set<UUID> runs = new HashSet<>();

    private final List<byte[]> versions = new ArrayList<>();

    /** Where something is destroyed. */
    private final NavigableSet<Long> revisions = new TreeSet<>();

    /**
     * @param through the commit that removed the key
     */
    Found(BackendSnapshot snapshot, Key key, long through) {
      this.snapshot = snapshot;
      this.key = key;
      try (IndexCursor cursor =
          snapshot.scan(CommitIndex.versionRange(key, 1, through), Order.ASCENDING)) {
        while (cursor.next()) {
          look(cursor.key());
        }
      }
      revisions.addAll(values);
      addCommitsOfRuns(through);
    }

    /** Whether one of the commits still holds what was to be destroyed. */
    boolean isLeft(BackendSnapshot now) {
      return revisions.stream()
          .map(now::commit)
          .anyMatch(commit ->
              commit.body().change(key).map(Found::holdsValue).orElse(false)
                  || (runs.contains(commit.body().run().runId())
                      && holdsParameters(commit.body())));
    }

    private void look(byte[] indexKey) {
      CommitRecord commit = snapshot.commit(CommitIndex.revisionOfVersion(indexKey));
      versions.add(indexKey);
      if (commit.body().change(key).map(Found::holdsValue).orElse(false)) {
        values.add(commit.revision());
      }
      if (holdsParameters(commit.body())) {
        runs.add(commit.body().run().runId());
      }
    }

    private static boolean holdsValue(Change change) {
      return change.made().map(value -> !value.isErased()).orElse(false);
    }

    private static boolean holdsParameters(CommitBody body) {
      return body.run().parameters().values().stream().anyMatch(value -> !value.isErased());
    }

    Optional<Compaction> compaction() {
      if (values.isEmpty() && runs.isEmpty()) {
        return Optional.empty();
      }
      List<byte[]> removed = new ArrayList<>();
      List<CommitIndex.Entry> put = new ArrayList<>();
      if (!values.isEmpty()) {
        long last = values.last();
        for (byte[] version : versions) {
          if (CommitIndex.revisionOfVersion(version) < last) {
            removed.add(version);
          }
        }
        put.add(CommitIndex.compacted(key, last, version(last)));
      }
      return Optional.of(new Compaction(sorted(), this::erased, removed, put));
    }

    /** The same without what was done to the index already. */
    Compaction rewriting() {
      return new Compaction(sorted(), this::erased, List.of(), List.of());
    }

    private long[] sorted() {
      return revisions.stream().mapToLong(Long::longValue).toArray();
    }

    private VersionEntry version(long revision) {
      byte[] entry =
          snapshot
              .get(CommitIndex.versionKey(key, revision))
              .orElseThrow(
                  () -> KeyHistory.damaged(key, "a version that was met is not there", null));
      VersionEntry version = KeyHistory.version(key, entry);
      return new VersionEntry(version.timeMillis(), version.principal(), State.COMPACTED);
    }

    /** A run may have committed more than what changed the key. */
    private void addCommitsOfRuns(long through) {
      for (long revision = 1; !runs.isEmpty() && revision <= through; revision++) {
        if (runs.contains(snapshot.commit(revision).body().run().runId())) {
          revisions.add(revision);
        }
      }
    }

    private CommitRecord erased(CommitRecord record) {
      CommitRecord without = record.erased(change -> change.key().equals(key));
      return runs.contains(record.body().run().runId())
          ? without.withValues(without.body().withoutParameters())
          : without;
    }
  }
}
