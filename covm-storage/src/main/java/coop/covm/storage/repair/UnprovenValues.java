package coop.covm.storage.repair;

import coop.covm.storage.Key;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import coop.covm.value.Value;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values in commits that can be read and that nothing proves any more: of each key what the
 * newest of these commits made of it. Nobody can tell whether they are the last that was said. Keys
 * under {@code system/} are left out. Keeps the keys in memory, not the values.
 */
public final class UnprovenValues {
  private final DamagedLog log;
  private final long after;
  private final Map<Key, Newest> newest = new TreeMap<>();

  private UnprovenValues(DamagedLog log, long after) {
    this.log = log;
    this.after = after;
  }

  private record Newest(long revision, LogPlace place) {}

  /** Takes the values, in the order of their keys' bytes. */
  @FunctionalInterface
  public interface Target {
    void add(Key key, Value value) throws IOException;
  }

  /**
   * How many keys there were.
   *
   * @param written those whose value was given
   * @param removed those that have no value as of the newest commit that can be read
   * @param unreadable those whose newest value is lost, erased or encrypted
   */
  public record Count(long written, long removed, long unreadable) {}

  /** Looks for the values behind what an examination found to be proved. */
  public static UnprovenValues of(Examination examination) throws IOException {
    UnprovenValues values = new UnprovenValues(examination.log(), examination.end().revision());
    values.find();
    return values;
  }

  private void find() throws IOException {
    log.rewind();
    for (Optional<LogPiece> piece = log.next(); piece.isPresent(); piece = log.next()) {
      if (piece.get() instanceof LogPiece.Commit commit
          && commit.commit().record().revision() > after) {
        take(commit);
      }
    }
  }

  private void take(LogPiece.Commit commit) {
    CommitRecord record = commit.commit().record();
    for (Change change : record.body().changes()) {
      Newest known = newest.get(change.key());
      if (!change.key().isSystem() && (known == null || known.revision < record.revision())) {
        newest.put(change.key(), new Newest(record.revision(), commit.place()));
      }
    }
  }

  /** How many keys there are. */
  public long size() {
    return newest.size();
  }

  /** Gives the values. */
  public Count write(Target target) throws IOException {
    long written = 0;
    long removed = 0;
    long unreadable = 0;
    for (Map.Entry<Key, Newest> entry : newest.entrySet()) {
      Key key = entry.getKey();
      Optional<SaltedValue> made =
          log.commit(entry.getValue().place()).record().body().change(key).flatMap(Change::made);
      if (made.isEmpty()) {
        removed++;
      } else if (made.get().isErased() || made.get().isSealed()) {
        unreadable++;
      } else {
        target.add(key, made.get().value());
        written++;
      }
    }
    return new Count(written, removed, unreadable);
  }
}
