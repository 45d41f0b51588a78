package coop.covm.storage.spi;

import coop.covm.storage.StorageException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a store keeps its log of commits and the index derived from it. A backend is dumb: it knows
 * no values, no transactions and no access rules; {@link coop.covm.storage.Store} builds meaning
 * above it once for all backends.
 *
 * <p>Safe for use by any number of threads. Every method throws a {@link StorageException}: {@code
 * StoreFailed} when reading or writing fails, {@code StoreDamaged} when bytes are not what was
 * written, {@code StoreClosed} after {@link #close}.
 */
public interface StorageBackend extends AutoCloseable {
  /**
   * A consistent view as of the newest commit that this process may see: at least every commit that
   * was acknowledged, in this process or, where processes share the backend, in any other, before
   * the call. What it shows survives a power loss, but for what this backend itself has committed
   * with {@link coop.covm.storage.Durability#BUFFERED}. It stays readable and unchanged until it is
   * closed, whatever is committed meanwhile.
   */
  BackendSnapshot snapshot();

  /**
   * Appends the records to the log and applies their index changes: all or nothing, durable on
   * return as {@link coop.covm.storage.Durability} says. Snapshots taken after the return see all
   * of them, snapshots taken before see none.
   *
   * <p>After a {@code StoreFailed} the outcome is unknown until the backend is opened again; until
   * then every further commit fails with {@code StoreFailed} naming the first cause, while
   * snapshots go on showing the last commit that was acknowledged.
   *
   * @throws HeadMovedException if the newest commit is not {@code batch.expectedHead()}; nothing
   *     was written
   * @throws StorageException {@code StoreReadOnly} if the backend was opened for reading
   */
  void commit(CommitBatch batch) throws HeadMovedException;

  /**
   * Holds back the commits of other processes that share the backend until the turn is closed or
   * the time is over, whichever is first, so that a transaction that lost several races gets
   * through. A matter of fairness only: nothing depends on it for correctness. Backends that one
   * process holds return a turn that does nothing.
   */
  default CommitTurn reserve(Duration atMost) {
    return () -> {};
  }

  /**
   * A small secret that was kept under a name; empty if none was. Secrets belong to the machine
   * that runs the store. They are no part of the log, and copies of the log do not hold them.
   */
  default Optional<byte[]> secret(String name) {
    return Optional.empty();
  }

  /**
   * Keeps a small secret under a name, in place of what was kept there. Durable on return; where it
   * is a file, only its owner may read it.
   *
   * @param name a valid file name of ASCII letters, digits, dots and hyphens
   * @throws StorageException {@code StoreReadOnly} if the backend was opened for reading
   * @throws UnsupportedOperationException if this backend keeps none
   */
  default void keepSecret(String name, byte[] secret) {
    throw new UnsupportedOperationException("this backend keeps no secrets");
  }

  /**
   * Forgets what was kept under a name, if anything was. Durable on return.
   *
   * @throws StorageException {@code StoreReadOnly} if the backend was opened for reading
   * @throws UnsupportedOperationException if this backend keeps none
   */
  default void forgetSecret(String name) {
    throw new UnsupportedOperationException("this backend keeps no secrets");
  }

  /**
   * Makes the commits so far ready to be compacted. Where the newest ones lie in a file that is
   * still written, the next commit begins another.
   *
   * @throws StorageException {@code StoreReadOnly} if the backend was opened for reading
   */
  void seal();

  /**
   * Erases values in the log and applies what follows for the index, while commits and reads go on.
   * Durable on return; after a failure or a crash some of it has been done, every commit and entry
   * as it was or as it is to be. Snapshots taken before keep their index entries, but a commit read
   * through them may have lost its values. Only commits made before the last {@link #seal}, and
   * before the newest commit, are concerned.
   *
   * @throws StorageException {@code StoreReadOnly} if the backend was opened for reading, or stands
   *     above another that is not its own
   */
  void compact(Compaction compaction);

  /**
   * What the store's files are and take, as they are now; empty for a backend without files. May be
   * called at any time before {@link #close}.
   */
  default Optional<BackendStatistics> statistics() {
    return Optional.empty();
  }

  /**
   * Whether others may commit at this place while it is open here: other processes, or other
   * backends of this one. Where they may, whoever waits for commits looks again now and then.
   */
  default boolean isShared() {
    return false;
  }

  /** Whether opening made the place anew. */
  boolean created();

  /** Waits for calls under way and releases all resources. Closing twice is harmless. */
  @Override
  void close();

  /** The right to commit before others, given back by {@link #close}. */
  interface CommitTurn extends AutoCloseable {
    @Override
    void close();
  }
}
