package coop.covm.storage.tck;

import coop.covm.storage.Key;
import coop.covm.storage.RunStatement;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes chains of small commits and looks them up again. */
public final class Commits {
  private static final UUID RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final byte[] SALT = new byte[SaltedValue.SALT_BYTES];

  private Commits() {}

  /** A commit that sets the key {@code org/acme/name}. */
  public static CommitRecord set(Head after, String name, String value) {
    return set(after, after.timeMillis() + 1, name, value);
  }

  public static CommitRecord set(Head after, long timeMillis, String name, String value) {
    RunRecord run = RunRecord.of(RunStatement.direct(RUN, 1_700_000_000), () -> SALT);
    CommitBody body =
        new CommitBody(
            Optional.empty(),
            Optional.empty(),
            run,
            1,
            List.of(new ReadView(after.revision(), 1)),
            Optional.empty(),
            List.of(new Change.Set(key(name), new SaltedValue(SALT, StringValue.of(value)))));
    return CommitRecord.seal(after.revision() + 1, timeMillis, after.digest(), body);
  }

  public static Key key(String name) {
    return Key.parse("org/acme/" + name);
  }

  /** A batch of commits, one for each name; each value is its revision. */
  public static CommitBatch batch(Head after, String... names) {
    List<CommitRecord> records = new ArrayList<>();
    Head head = after;
    for (String name : names) {
      CommitRecord record = set(head, name, "v" + (head.revision() + 1));
      records.add(record);
      head = record.head();
    }
    return new CommitBatch(after.revision(), records);
  }

  /** Commits a batch after the newest commit; the new head. */
  public static Head commit(StorageBackend backend, String... names) {
    Head head = head(backend);
    CommitBatch batch = batch(head, names);
    try {
      backend.commit(batch);
    } catch (HeadMovedException e) {
      throw new AssertionError(e);
    }
    return batch.records().getLast().head();
  }

  public static Head head(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return snapshot.head();
    }
  }

  /** The value of a key, as text, or "-" if there is none. */
  public static String get(StorageBackend backend, String name) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return get(snapshot, name);
    }
  }

  public static String get(BackendSnapshot snapshot, String name) {
    return value(snapshot, key(name)).map(Value::toString).orElse("-");
  }

  /** The value of a key, if it has one. */
  public static Optional<Value> value(BackendSnapshot snapshot, Key key) {
    try {
      Optional<byte[]> entry = snapshot.get(CommitIndex.currentKey(key));
      return entry.isEmpty() ? Optional.empty() : CommitIndex.current(entry.get()).value();
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }
}
