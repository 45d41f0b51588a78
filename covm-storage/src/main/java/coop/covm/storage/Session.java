package coop.covm.storage;

import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
 * key under {@code system/}, {@code SystemKey}.
 */
public final class Session implements AutoCloseable {
  Session() {}

  /** How relative keys of this session resolve. */
  public KeyScope scope() {
    throw new UnsupportedOperationException();
  }

  /** The revision that reads see; 0 in a store without commits. */
  public long view() {
    throw new UnsupportedOperationException();
  }

  public Optional<Value> get(Key key) {
    throw new UnsupportedOperationException(key.toString());
  }

  public boolean contains(Key key) {
    return get(key).isPresent();
  }

  /** The keys below the prefix by their UTF-8 bytes. */
  public List<Key> listKeys(KeyPrefix prefix) {
    throw new UnsupportedOperationException(prefix.toString());
  }

  /**
   * The value as of a revision, or empty if the key had none then.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and the view
   */
  public Optional<Value> getAt(Key key, long revision) {
    throw new UnsupportedOperationException(key.toString() + revision);
  }

  /** The versions of the key up to the view, oldest first. Uncommitted changes have no version. */
  public List<Version> versions(Key key) {
    throw new UnsupportedOperationException(key.toString());
  }

  public void set(Key key, Value value) {
    throw new UnsupportedOperationException(key.toString() + value);
  }

  /** Removes the key; a missing key is no error. */
  public void delete(Key key) {
    throw new UnsupportedOperationException(key.toString());
  }

  /**
   * Adds to the number or decimal of the key, 0 if it is missing, without reading it: concurrent
   * increments never conflict. Inside a transaction the addition happens at commit.
   *
   * @throws coop.covm.value.ValueException {@code TypeMismatch} if the amount is neither number nor
   *     decimal
   * @throws IncrementException outside a transaction, as {@link #commit} does inside
   */
  public void increment(Key key, Value amount) {
    throw new UnsupportedOperationException(key.toString() + amount);
  }

  public boolean inTransaction() {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins a transaction at the newest revision.
   *
   * @param attempt from 1; from the fourth attempt on the store may hold back other committers for
   *     a moment so that this one gets its turn
   * @throws StorageException {@code TransactionState} if one is open
   */
  public void begin(int attempt) {
    throw new UnsupportedOperationException("" + attempt);
  }

  /**
   * Commits the open transaction: all or nothing, durable on return, strictly serializable. After
   * an exception the transaction is over and nothing was stored, except after {@code StoreFailed},
   * when the outcome is known only once the store has been opened again.
   *
   * @return the new revision, or empty if the transaction wrote nothing
   * @throws StorageException {@code TransactionConflict} if what it read has changed; {@code
   *     TransactionState} if none is open
   * @throws IncrementException if an increment does not fit the value that it met
   */
  public OptionalLong commit() {
    throw new UnsupportedOperationException();
  }

  /**
   * Drops the open transaction and its changes.
   *
   * @throws StorageException {@code TransactionState} if none is open
   */
  public void rollback() {
    throw new UnsupportedOperationException();
  }

  /**
   * Bytes of the changes that the open transaction holds: keys and values; 0 outside a transaction.
   * Constant time.
   */
  public long pendingBytes() {
    throw new UnsupportedOperationException();
  }

  /** How many changes this session has committed so far. */
  public long committedChanges() {
    throw new UnsupportedOperationException();
  }

  /** Rolls an open transaction back. Closing twice is harmless. */
  @Override
  public void close() {}
}
