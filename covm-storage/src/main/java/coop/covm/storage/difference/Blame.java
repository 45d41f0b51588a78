package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which commit made a value what it is: of a list or map each element and entry by
 * itself. It goes back through the versions of the key, as far as it has to, and compares the
 * newest with each of them; elements of lists are found again as {@link PartDifference#between}
 * finds them.
 */
public final class Blame {
  private final KeyCommits commits;
  private CommitRecord holder;
  private boolean isLost;

  private Blame(KeyCommits commits, CommitRecord newest) {
    this.commits = commits;
    this.holder = newest;
  }

  /**
   * The parts of what the key holds as of the view: scalars, and lists and maps that are empty, in
   * the order in which they stand in the value.
   *
   * @return empty if the key has no value
   * @throws StorageException {@code AccessDenied} if the caller may not read the key; {@code
   *     RevisionCompacted} or {@code ValueErased} if it is not known any more what it held
   */
  public static List<Blamed> of(StoreView view, Key key) {
    KeyCommits commits = new KeyCommits(view, key);
    Optional<CommitRecord> newest = commits.next();
    if (newest.isEmpty()) {
      view.contains(key); // refuses to say no where that is not known any more
      return List.of();
    }
    return KeyCommits.change(newest.get())
        .made()
        .map(held -> new Blame(commits, newest.get()).parts(held))
        .orElse(List.of());
  }

  private List<Blamed> parts(SaltedValue held) {
    Optional<Value> value = opened(held);
    if (value.isEmpty()) {
      return List.of(new Blamed(ValuePath.ROOT, Optional.empty(), holder, false));
    }
    BlamedPart whole = BlamedPart.of(ValuePath.ROOT, value.get());
    while (!whole.isSettled()) {
      Optional<CommitRecord> older = commits.next();
      Optional<Value> before = older.flatMap(this::before);
      if (older.isEmpty() || before.isEmpty()) {
        whole.settle(holder, isLost || commits.hasLost());
      } else {
        whole.compare(before.get(), holder);
        holder = older.get();
      }
    }
    return whole.blamed();
  }

  /** What the key held since an older commit; empty if nothing, or nobody can tell. */
  private Optional<Value> before(CommitRecord older) {
    Optional<SaltedValue> made = KeyCommits.change(older).made();
    Optional<Value> value = made.flatMap(Blame::opened);
    isLost = made.isPresent() && value.isEmpty();
    return value;
  }

  /** The value; empty if it is encrypted under a key that is not there. */
  private static Optional<Value> opened(SaltedValue value) {
    try {
      return Optional.of(value.value());
    } catch (StorageException e) {
      if (e.code() == StorageError.ENCRYPTION_KEY) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
