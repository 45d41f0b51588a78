package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The commits of a store in order of their revisions, without holes and each once: first those that
 * are there, then each new one as soon as it is durable and can be read. A stream holds no commits
 * and no view of the store between two calls, so one that is read slowly, or never, costs nothing
 * and holds nobody up; it reads each commit from the log when it is asked for it.
 *
 * <p>With a prefix it gives only the commits that changed a key below it, whole; the revisions then
 * have holes.
 *
 * <p>In a secured store it gives what the caller may read of each commit, as {@link
 * StoreView#commit}, and passes over those that the caller may read nothing of.
 *
 * <p>Commits of this process wake a waiting call at once, those of other processes within {@value
 * #LOOK_MILLIS} ms.
 *
 * <p>For use by one thread, but for {@link #close} and {@link #revision}, which any may call.
 */
public final class CommitStream implements AutoCloseable {
  /** How often a store that others change too is looked at. */
  static final long LOOK_MILLIS = 20;

  private final Store store;
  private final Caller caller;
  private final CommitArrivals arrivals;
  private final Optional<KeyPrefix> prefix;
  private volatile long revision;
  private volatile boolean closed;

  CommitStream(
      Store store,
      Caller caller,
      CommitArrivals arrivals,
      long afterRevision,
      Optional<KeyPrefix> prefix) {
    this.store = store;
    this.caller = caller;
    this.arrivals = arrivals;
    this.revision = afterRevision;
    this.prefix = prefix;
  }

  /**
   * The next commit; waits until there is one.
   *
   * @throws InterruptedException if the thread is interrupted, before or while it waits; no commit
   *     is lost, and the stream can be read on
   * @throws StorageException {@code StoreClosed} if the stream or the store has been closed or is
   *     closed meanwhile; {@code StoreFailed} or {@code StoreDamaged} if the log cannot be read
   */
  public CommitRecord next() throws InterruptedException {
    while (true) {
      Optional<CommitRecord> next = next(Long.MAX_VALUE);
      if (next.isPresent()) {
        return next.get();
      }
    }
  }

  /**
   * The next commit, or empty if none came in time.
   *
   * @param atMost how long to wait for new commits; with zero, or less, only those that are there
   *     are looked at, all of them
   * @throws InterruptedException as {@link #next()}
   * @throws StorageException as {@link #next()}
   */
  public Optional<CommitRecord> next(Duration atMost) throws InterruptedException {
    return next(Math.max(0, TimeUnit.NANOSECONDS.convert(atMost)));
  }

  /**
   * The revision up to which the stream has been read: {@link Store#watch(long, KeyPrefix)} from
   * there on gives what this stream would give next. With a prefix it may be beyond that of the
   * commit given last.
   */
  public long revision() {
    return revision;
  }

  /** Ends a call that waits. Closing twice is harmless. */
  @Override
  public void close() {
    closed = true;
    arrivals.stirAll();
  }

  private Optional<CommitRecord> next(long atMostNanos) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Optional<CommitRecord> there = lookThrough();
      long left = atMostNanos - (System.nanoTime() - start);
      if (there.isPresent() || left <= 0) {
        return there;
      }
      long look = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      arrivals.await(revision, this::isOver, store.isShared() ? Math.min(look, left) : left);
    }
  }

  /** The next commit of those that are there. */
  private Optional<CommitRecord> lookThrough() throws InterruptedException {
    checkGoesOn();
    try (StoreView view = store.view(caller)) {
      while (revision < view.revision()) {
        checkGoesOn();
        long next = revision + 1;
        Optional<CommitRecord> commit = view.visibleCommit(next, this::isWanted);
        revision = next;
        if (commit.isPresent()) {
          return commit;
        }
      }
      return Optional.empty();
    } catch (IllegalStateException e) {
      checkGoesOn(); // closing the store closes what is read
      throw e;
    }
  }

  private boolean isWanted(CommitRecord commit) {
    return prefix.map(commit.body()::changesAt).orElse(true);
  }

  private void checkGoesOn() throws InterruptedException {
    if (closed) {
      throw new StorageException(
          StorageError.STORE_CLOSED, "the stream of commits has been closed");
    }
    store.checkOpen();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private boolean isOver() {
    return closed || store.isClosed();
  }
}
