package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.migration.Migration;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A strictly serializable transaction over all namespaces of a store. It reads one view, the newest
 * when it began, and its own changes above it. At commit everything it read, keys and listed
 * prefixes, must not have been changed by a later commit. Changes it made without reading never
 * conflict, and a transaction that only reads never does. Not safe for use by several threads.
 *
 * <p>Every method throws a {@link StorageException}: {@code TransactionState} after the end of the
 * transaction; {@code StoreFailed}, {@code StoreDamaged} or {@code StoreClosed} when the storage
 * itself fails; changes also {@code StoreReadOnly} and, for a key under {@code system/}, {@code
 * SystemKey}. In a secured store every method throws {@code AccessDenied} for what the caller may
 * not do; a listing leaves out what it may not list.
 */
public final class StorageTransaction implements AutoCloseable, PolicySource {
  private final Store store;
  private final Timeline timeline;
  private final RunLedger ledger;
  private final StoreView view;
  private final @Nullable FairTurn turn;
  private final Kind kind;
  private final ReadSet reads = new ReadSet();
  private final WriteSet writes = new WriteSet();
  private boolean over;

  /**
   * @param view what it reads; closed at the end of the transaction
   */
  StorageTransaction(
      Store store,
      Timeline timeline,
      RunLedger ledger,
      StoreView view,
      Optional<FairTurn> turn,
      Kind kind) {
    this.store = store;
    this.timeline = timeline;
    this.ledger = ledger;
    this.view = view;
    this.turn = turn.orElse(null);
    this.kind = kind;
  }

  /** Whose a transaction is. */
  enum Kind {
    /** A caller's own: it changes nothing under {@code system/}. */
    PLAIN,
    /**
     * A command's: it reads everything, and may change what lies under {@code system/} as far as
     * its caller may.
     */
    SYSTEM,
    /** The store's own, on nobody's behalf. */
    OWN
  }

  /** The revision that it reads. */
  public long view() {
    return view.revision();
  }

  /**
   * The value of the key.
   *
   * @throws IncrementException if the transaction incremented the key and the amount does not fit
   *     the value that it meets
   */
  @Override
  public Optional<Value> get(Key key) {
    checkOpen();
    view.reading().check(Action.READ, key);
    return switch (writes.get(key).orElse(null)) {
      case null -> read(key);
      case PendingChange.Put put -> Optional.of(put.value());
      case PendingChange.Remove ignored -> Optional.empty();
      case PendingChange.Add add -> Optional.of(Increments.apply(key, read(key), add.amount()));
    };
  }

  public boolean contains(Key key) {
    checkOpen();
    view.reading().check(Action.READ, key);
    return switch (writes.get(key).orElse(null)) {
      case null -> {
        reads.add(key);
        yield view.contains(key);
      }
      case PendingChange.Put ignored -> true;
      case PendingChange.Remove ignored -> false;
      case PendingChange.Add ignored -> true;
    };
  }

  /** All keys below the prefix by their UTF-8 bytes. */
  @Override
  public List<Key> listKeys(KeyPrefix prefix) {
    List<Key> keys = new ArrayList<>();
    try (KeyCursor cursor = keys(prefix, Optional.empty())) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  /**
   * Walks the keys below the prefix, with the changes made until now. All keys below the prefix
   * count as read.
   *
   * @param after begins behind this key, if one is given
   */
  public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
    checkOpen();
    reads.add(prefix);
    NavigableMap<Key, PendingChange> changes = writes.below(prefix);
    return new TransactionKeyCursor(
        view.keys(prefix, after),
        view.reading(),
        after.map(last -> changes.tailMap(last, false)).orElse(changes).entrySet());
  }

  /**
   * The value as of a revision, without the transaction's own changes; empty if the key had none
   * then.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and {@link
   *     #view}
   */
  public Optional<Value> getAt(Key key, long revision) {
    checkOpen();
    return view.getAt(key, revision);
  }

  /**
   * The versions of the key up to the view, oldest first, without the transaction's own changes.
   */
  public List<Version> versions(Key key) {
    checkOpen();
    List<Version> versions = view.versions(key); // a refused one must not tell by a conflict
    reads.add(key);
    return versions;
  }

  public void set(Key key, Value value) {
    checkMayChange(Action.WRITE, key);
    writes.set(key, value);
  }

  /** Removes the key; a missing key is no error. */
  public void delete(Key key) {
    checkMayChange(Action.DELETE, key);
    writes.delete(key);
  }

  /**
   * Adds to the number or decimal of the key, 0 if it is missing, at commit and without reading it.
   *
   * @throws coop.covm.value.ValueException {@code TypeMismatch} if the amount is neither number nor
   *     decimal
   * @throws IncrementException if the amount does not fit what this transaction did to the key
   *     before
   */
  public void increment(Key key, Value amount) {
    checkMayChange(Action.WRITE, key);
    writes.increment(key, amount);
  }

  /**
   * Records a migration together with what the transaction changes. That it is the next one counts
   * as read, so that of two at once only one commits.
   *
   * @throws StorageException {@code MigrationNotNext} if it was applied, or the one before was not
   */
  void record(Migration migration) {
    checkOpen();
    view.guard().checkAdministers(Optional.empty());
    Key key = migration.key();
    boolean next =
        !knows(key) && (migration.number() == 1 || knows(Migration.key(migration.number() - 1)));
    if (!next) {
      throw new StorageException(
          StorageError.MIGRATION_NOT_NEXT,
          "%s is not the next migration of the store: somebody else has applied migrations meanwhile"
              .formatted(migration),
          Map.of("key", key.toString()),
          null);
    }
    writes.set(key, migration.value());
  }

  private boolean knows(Key key) {
    reads.add(key);
    return view.contains(key);
  }

  /** What it will do to which keys when it commits, by key, unmodifiable; as it is now. */
  public NavigableMap<Key, PendingChange> pendingChanges() {
    checkOpen();
    return writes.copy();
  }

  /** Where its changes are now, to come back to. Time and memory grow with their number. */
  public Savepoint savepoint() {
    return new Savepoint(this, pendingChanges());
  }

  /**
   * Takes back all changes that were made behind the savepoint. What was read behind it still
   * counts as read. The savepoint stays good.
   *
   * @throws StorageException {@code TransactionState} if the savepoint is one of another
   *     transaction
   */
  public void rollbackTo(Savepoint savepoint) {
    checkOpen();
    if (!savepoint.isOf(this)) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE, "the savepoint belongs to another transaction");
    }
    writes.restore(savepoint.changes());
  }

  /** Bytes of the changes: keys and values. Constant time. */
  public long pendingBytes() {
    return writes.bytes();
  }

  /**
   * Commits: all or nothing, durable on return. The transaction is over then, also after an
   * exception.
   *
   * @return the new revision, or empty if the transaction changed nothing
   * @throws StorageException {@code TransactionConflict} naming the key and the other revision if
   *     something it read has changed; nothing was stored, and the same work may succeed in a new
   *     transaction. After {@code StoreFailed} the outcome is known only once the store has been
   *     opened again
   * @throws IncrementException if an increment does not fit the value that it met; nothing was
   *     stored
   */
  public OptionalLong commit() {
    Optional<CommitRecord> commit = commitRecord();
    return commit.isPresent()
        ? OptionalLong.of(commit.orElseThrow().revision())
        : OptionalLong.empty();
  }

  /** Commits; empty if nothing was changed. */
  Optional<CommitRecord> commitRecord() {
    checkOpen();
    try {
      return writes.isEmpty()
          ? Optional.empty()
          : timeline.commit(author(), ledger, view.revision(), reads, writes, turn);
    } finally {
      end();
    }
  }

  /** Drops the changes; the transaction is over. */
  public void rollback() {
    checkOpen();
    end();
  }

  /** Rolls back if the transaction is not over. Closing twice is harmless. */
  @Override
  public void close() {
    if (!over) {
      end();
    }
  }

  private Optional<Value> read(Key key) {
    reads.add(key);
    return view.get(key);
  }

  private void end() {
    over = true;
    view.close();
    if (turn != null) {
      timeline.endTurn(turn);
    }
  }

  private CommitRequest.Author author() {
    return new CommitRequest.Author(ledger.caller(), view.guard(), kind == Kind.OWN);
  }

  private void checkMayChange(Action action, Key key) {
    checkOpen();
    if (kind == Kind.PLAIN) {
      timeline.checkMayChange(key);
    }
    if (kind != Kind.OWN && !key.isSystem()) {
      view.guard().check(action, key);
    }
  }

  /** What the caller may do. */
  Guard guard() {
    return view.guard();
  }

  /** The active identity of a member, which counts as read. */
  Optional<Identity> identity(Optional<String> member) {
    checkOpen();
    member.ifPresent(id -> reads.add(Identities.key(id)));
    return member.flatMap(view::identity);
  }

  private void checkOpen() {
    if (over) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE, "the transaction has been committed or rolled back");
    }
    store.checkOpen();
  }
}
