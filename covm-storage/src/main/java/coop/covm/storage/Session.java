package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.migration.Migration;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One run's way into a store: its view, its open transaction, its attribution. Not safe for use by
 * several threads.
 *
 * <p>A session has a <em>view</em>, a revision: the newest when the session is made, moved to the
 * newest when a transaction begins, and to its own after each commit of the session. Outside a
 * transaction reads read the view and each change is a transaction of its own, durable when the
 * call returns; one that sets or deletes a key which the session read outside a transaction, and
 * which has changed since, is a {@code TransactionConflict}. Inside, reads see the view and the
 * transaction's own writes.
 *
 * <p>Every method throws a {@link StorageException}: {@code StoreFailed}, {@code StoreDamaged} or
 * {@code StoreClosed} when the storage itself fails; changes also {@code StoreReadOnly} and, for a
 * key under {@code system/}, {@code SystemKey}. In a secured store every method throws {@code
 * AccessDenied} for what the caller may not do; a listing leaves out what it may not list.
 */
public final class Session implements AutoCloseable {
  /** From this attempt on a transaction is let through before others. */
  private static final int FIRST_ATTEMPT_WITH_TURN = 4;

  private final Store store;
  private final Timeline timeline;
  private final KeyScope scope;
  private final RunLedger ledger;
  private final LoadedKeys loaded = new LoadedKeys();

  /** What its transaction records; a session that migrates changes nothing outside of it. */
  private final Optional<Migration> migration;

  /** Holds what the session may read when it opens its view again. */
  private final OpenViews.Pin pin;

  /** The view outside a transaction, opened when something is read. */
  private @Nullable StoreView opened;

  private @Nullable StorageTransaction transaction;
  private long view;

  /** What let through the last that was asked outside a transaction. */
  private Guard guard;

  private long committedChanges;
  private boolean closed;

  /**
   * @param timeline what it moves along
   */
  Session(Store store, Timeline timeline, SessionOptions options, RunLedger ledger) {
    this(store, timeline, options, ledger, Optional.empty());
  }

  /**
   * @param timeline what it moves along
   * @param migration what its transaction records, if it migrates
   */
  Session(
      Store store,
      Timeline timeline,
      SessionOptions options,
      RunLedger ledger,
      Optional<Migration> migration) {
    this.migration = migration;
    this.store = store;
    this.timeline = timeline;
    this.scope = new KeyScope(options.namespace());
    this.ledger = ledger;
    StoreView newest = timeline.newest(ledger.caller());
    opened = newest;
    view = newest.revision();
    guard = newest.guard();
    pin = store.openViews().pin();
    pin.move(view);
    ledger.moved(newest.head());
  }

  /** The member that the session acts for, if it has a name. */
  public Optional<String> caller() {
    return ledger.caller().principal();
  }

  /**
   * Whether the caller has a role, as of the view. In a transaction the caller's identity counts as
   * read.
   */
  public boolean hasRole(Role role) {
    return identity(caller()).map(identity -> identity.roles().contains(role)).orElse(false);
  }

  /**
   * Whether a member has an active identity with a role in an organisation, or below, as of the
   * view. In a transaction that identity counts as read.
   *
   * @throws StorageException {@code InvalidKey} if the member or the organisation is no valid
   *     segment of a key
   */
  public boolean isMember(String member, String organisation) {
    KeyPrefix scope = KeyPrefix.parse("org/" + KeyScope.checkSegment(organisation));
    return identity(Optional.of(KeyScope.checkSegment(member)))
        .map(identity -> identity.roles().stream().anyMatch(role -> role.isWithin(scope)))
        .orElse(false);
  }

  /**
   * Lets through who has a role, by what {@link #hasRole} says.
   *
   * @throws StorageException {@code AccessDenied} naming the role and the caller; a secured store
   *     records it
   */
  public void requireRole(Role role) {
    checkOpen();
    if (!hasRole(role)) {
      throw deciding().lacking(caller(), role);
    }
  }

  /**
   * Lets through one member.
   *
   * @throws StorageException {@code AccessDenied} naming the member and the caller; a secured store
   *     records it; {@code InvalidKey} if the member is no valid segment of a key
   */
  public void requireIdentity(String member) {
    checkOpen();
    String required = KeyScope.checkSegment(member);
    if (!caller().equals(Optional.of(required))) {
      throw deciding().another(caller(), required);
    }
  }

  private Guard deciding() {
    return transaction != null ? transaction.guard() : guard;
  }

  private Optional<Identity> identity(Optional<String> member) {
    if (transaction != null) {
      return transaction.identity(member);
    }
    member.ifPresent(id -> loaded.load(Identities.key(id), view));
    return member.flatMap(reading()::identity);
  }

  /** How relative keys of this session resolve. */
  public KeyScope scope() {
    return scope;
  }

  /** The revision that reads see; 0 in a store without commits. */
  public long view() {
    return transaction != null ? transaction.view() : view;
  }

  /**
   * The value of the key.
   *
   * @throws IncrementException if the open transaction incremented the key and the amount does not
   *     fit the value that it meets
   */
  public Optional<Value> get(Key key) {
    if (transaction != null) {
      return transaction.get(key);
    }
    Optional<Value> value = reading().get(key);
    loaded.load(key, view);
    return value;
  }

  public boolean contains(Key key) {
    if (transaction != null) {
      return transaction.contains(key);
    }
    boolean present = reading().contains(key);
    loaded.ask(key, view);
    return present;
  }

  /** The keys below the prefix by their UTF-8 bytes. */
  public List<Key> listKeys(KeyPrefix prefix) {
    if (transaction != null) {
      return transaction.listKeys(prefix);
    }
    List<Key> keys = reading().listKeys(prefix);
    loaded.list(prefix, view);
    return keys;
  }

  /**
   * Walks the keys below the prefix. The cursor ends with the view or transaction that it was made
   * in. All keys below the prefix count as read.
   *
   * @param after begins behind this key, if one is given
   */
  public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
    if (transaction != null) {
      return transaction.keys(prefix, after);
    }
    KeyCursor cursor = reading().keys(prefix, after);
    loaded.list(prefix, view);
    return cursor;
  }

  /**
   * The value as of a revision, or empty if the key had none then.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and the view
   */
  public Optional<Value> getAt(Key key, long revision) {
    return transaction != null ? transaction.getAt(key, revision) : reading().getAt(key, revision);
  }

  /** The versions of the key up to the view, oldest first. Uncommitted changes have no version. */
  public List<Version> versions(Key key) {
    if (transaction != null) {
      return transaction.versions(key);
    }
    List<Version> versions = reading().versions(key);
    loaded.load(key, view);
    return versions;
  }

  public void set(Key key, Value value) {
    if (transaction != null) {
      transaction.set(key, value);
      return;
    }
    checkMayChange(Action.WRITE, key);
    WriteSet change = new WriteSet();
    change.set(key, value);
    commitOne(loaded.viewOf(key), key, change);
  }

  /** Removes the key; a missing key is no error. */
  public void delete(Key key) {
    if (transaction != null) {
      transaction.delete(key);
      return;
    }
    checkMayChange(Action.DELETE, key);
    WriteSet change = new WriteSet();
    change.delete(key);
    commitOne(loaded.viewOf(key), key, change);
  }

  /**
   * Adds to the number or decimal of the key, 0 if it is missing, without reading it: concurrent
   * increments never conflict. Inside a transaction the addition happens at commit.
   *
   * @throws coop.covm.value.ValueException {@code TypeMismatch} if the amount is neither number nor
   *     decimal
   * @throws IncrementException outside a transaction, as {@link #commit} does inside; inside, if
   *     the amount does not fit what the transaction did to the key before
   */
  public void increment(Key key, Value amount) {
    if (transaction != null) {
      transaction.increment(key, amount);
      return;
    }
    checkMayChange(Action.WRITE, key);
    WriteSet change = new WriteSet();
    change.increment(key, amount);
    commitOne(Optional.empty(), key, change);
  }

  public boolean inTransaction() {
    return transaction != null;
  }

  /**
   * Begins a transaction at the newest revision.
   *
   * @param attempt from 1; from the fourth attempt on the store holds back other committers for
   *     about a second at most so that this one gets its turn
   * @throws StorageException {@code TransactionState} if one is open; {@code MigrationNotNext} if
   *     the session migrates, and others were quicker
   */
  public void begin(int attempt) {
    checkOpen();
    if (transaction != null) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE,
          "a transaction is open already; commit it or roll it back first");
    }
    Optional<FairTurn> turn =
        attempt < FIRST_ATTEMPT_WITH_TURN ? Optional.empty() : timeline.takeTurn();
    boolean begun = false;
    try {
      StoreView newest = timeline.newest(ledger.caller());
      transaction =
          new StorageTransaction(
              store, timeline, ledger, newest, turn, StorageTransaction.Kind.PLAIN);
      moveTo(newest.revision());
      ledger.moved(newest.head());
      migration.ifPresent(transaction::record);
      begun = true;
    } finally {
      if (!begun) {
        endUnbegun(turn);
      }
    }
  }

  private void endUnbegun(Optional<FairTurn> turn) {
    if (transaction == null) {
      turn.ifPresent(timeline::endTurn);
    } else {
      transaction.close(); // and with it the turn
      transaction = null;
    }
  }

  /**
   * Commits the open transaction: all or nothing, durable on return, strictly serializable. After
   * an exception the transaction is over and nothing was stored, except after {@code StoreFailed},
   * when the outcome is known only once the store has been opened again.
   *
   * @return the new revision, or empty if the transaction changed nothing
   * @throws StorageException {@code TransactionConflict} if what it read has changed; {@code
   *     TransactionState} if none is open
   * @throws IncrementException if an increment does not fit the value that it met
   */
  public OptionalLong commit() {
    Optional<CommitRecord> commit = takeTransaction("commit").commitRecord();
    commit.ifPresent(this::committed);
    return commit.isPresent()
        ? OptionalLong.of(commit.orElseThrow().revision())
        : OptionalLong.empty();
  }

  /**
   * Drops the open transaction and its changes.
   *
   * @throws StorageException {@code TransactionState} if none is open
   */
  public void rollback() {
    takeTransaction("roll back").close();
  }

  /**
   * Bytes of the changes that the open transaction holds: keys and values; 0 outside a transaction.
   * Constant time.
   */
  public long pendingBytes() {
    return transaction == null ? 0 : transaction.pendingBytes();
  }

  /**
   * Where the changes of the open transaction are now, to come back to.
   *
   * @throws StorageException {@code TransactionState} if none is open
   */
  public Savepoint savepoint() {
    return open("mark").savepoint();
  }

  /** Whether the transaction in which the savepoint was made is open still. */
  public boolean isWithin(Savepoint savepoint) {
    return transaction != null && savepoint.isOf(transaction);
  }

  /**
   * Takes back what the open transaction has changed behind the savepoint; see {@link
   * StorageTransaction#rollbackTo}.
   *
   * @throws StorageException {@code TransactionState} if the transaction of the savepoint is not
   *     open
   */
  public void rollbackTo(Savepoint savepoint) {
    open("roll back").rollbackTo(savepoint);
  }

  /**
   * States anew what the commits of this session say of their run. For a run whose program is told
   * piece by piece: before its first commit nobody can say what the whole program is.
   *
   * @throws StorageException {@code TransactionState} if the session has committed already, for all
   *     commits of a run say the same
   */
  public void restate(RunStatement statement) {
    checkOpen();
    ledger.restate(statement);
  }

  /** How many changes this session has committed so far. */
  public long committedChanges() {
    return committedChanges;
  }

  /** Rolls an open transaction back. Closing twice is harmless. */
  @Override
  public void close() {
    closed = true;
    if (transaction != null) {
      transaction.close();
      transaction = null;
    }
    closeOpened();
    pin.release();
    store.notes().writeIfDue();
  }

  private StorageTransaction open(String purpose) {
    checkOpen();
    StorageTransaction open = transaction;
    if (open == null) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE, "there is no open transaction to " + purpose);
    }
    return open;
  }

  /** The open transaction, which is the session's no longer. */
  private StorageTransaction takeTransaction(String purpose) {
    StorageTransaction open = open(purpose);
    transaction = null;
    return open;
  }

  /**
   * Commits a change made outside a transaction.
   *
   * @param readAt the view in which the session read the key, if that matters
   */
  private void commitOne(Optional<Long> readAt, Key key, WriteSet change) {
    ReadSet reads = readAt.isPresent() ? ReadSet.of(key) : new ReadSet();
    try {
      timeline
          .commit(author(), ledger, readAt.orElse(view), reads, change, null)
          .ifPresent(this::committed);
    } catch (StorageException e) {
      if (e.code() == StorageError.TRANSACTION_CONFLICT) {
        // So that whoever goes on can read what was changed.
        Head newest = timeline.head();
        moveTo(newest.revision());
        ledger.moved(newest);
      }
      throw e;
    }
  }

  private void committed(CommitRecord commit) {
    ledger.committed(commit.head());
    committedChanges += commit.body().changes().size();
    moveTo(commit.revision());
    for (Change change : commit.body().changes()) {
      Optional<Long> readAt = loaded.viewOf(change.key());
      if (readAt.isPresent() && knowsValue(change, readAt.orElseThrow())) {
        loaded.load(change.key(), commit.revision());
      }
    }
  }

  /**
   * Whether the session knows what its own change made of the key: an increment may have been added
   * to a value that it has not seen.
   */
  private boolean knowsValue(Change change, long readAt) {
    return !(change instanceof Change.Increment)
        || reading().lastChange(change.key(), view - 1) <= readAt;
  }

  private void moveTo(long revision) {
    closeOpened();
    view = revision;
    pin.move(revision);
  }

  private StoreView reading() {
    checkOpen();
    StoreView reading = opened;
    if (reading == null) {
      reading = timeline.at(ledger.caller(), view);
      opened = reading;
      guard = reading.guard();
    }
    return reading;
  }

  private void closeOpened() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }

  private CommitRequest.Author author() {
    return new CommitRequest.Author(ledger.caller(), guard, false);
  }

  private void checkMayChange(Action action, Key key) {
    checkOpen();
    if (migration.isPresent()) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE, "a migration changes keys in its one transaction only");
    }
    timeline.checkMayChange(key);
    guard.check(action, key);
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(StorageError.STORE_CLOSED, "the session has been closed");
    }
    store.checkOpen();
  }
}
