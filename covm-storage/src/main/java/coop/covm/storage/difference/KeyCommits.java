package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commits that changed a key, newest first, as far as what they made of it is still there. Each
 * has that change alone, as {@link StoreView#commitOf} gives it; its value may be encrypted under a
 * key that is not there. For use by one thread, while the view is open.
 */
public final class KeyCommits {
  private final StoreView view;
  private final Key key;
  private long before;
  private boolean isOver;
  private boolean hasLost;

  public KeyCommits(StoreView view, Key key) {
    this.view = view;
    this.key = key;
    this.before = view.revision() + 1;
  }

  /**
   * The next older commit; empty if there is none, or what it made of the key was compacted or
   * erased.
   *
   * @throws coop.covm.storage.StorageException {@code AccessDenied} if the caller may not read the
   *     key; {@code StoreFailed}, {@code StoreDamaged}
   */
  public Optional<CommitRecord> next() {
    long revision = isOver ? 0 : view.changeBefore(key, before);
    if (revision == 0) {
      isOver = true;
      return Optional.empty();
    }
    before = revision;
    CommitRecord commit = view.commitOf(key, revision);
    hasLost = change(commit).made().map(SaltedValue::isErased).orElse(false);
    isOver = hasLost;
    return hasLost ? Optional.empty() : Optional.of(commit);
  }

  /** Whether it has come to one whose value was compacted or erased. */
  boolean hasLost() {
    return hasLost;
  }

  /** The rest of them, held in memory. */
  public List<CommitRecord> oldestFirst() {
    List<CommitRecord> commits = new ArrayList<>();
    for (Optional<CommitRecord> commit = next(); commit.isPresent(); commit = next()) {
      commits.add(commit.get());
    }
    return commits.reversed();
  }

  /** What a commit that this gave did to the key. */
  static Change change(CommitRecord commit) {
    return commit.body().changes().getFirst();
  }
}
