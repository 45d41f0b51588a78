package coop.covm.storage.file;

import coop.covm.storage.disk.Patience;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one store directory, between threads and between processes.
 *
 * <p>Between processes each lock is a lock of the operating system on one byte of {@code
 * covm.lock}: it ends when its process ends, however that happens. Such locks belong to the
 * process, not to a thread or an open file: two channels of one process never exclude each other,
 * and closing any channel of the file gives up all the locks that the process has on it. Hence
 * there is one {@code LockFile}, with one channel, for all backends that a process opens on one
 * directory, and an ordinary lock in front of each byte. Nothing else in the process may open
 * {@code covm.lock}.
 *
 * <p>There is no deadlock. The journal lock is held for the length of one append, one refresh or
 * the rewriting of one segment, and who holds it waits for nothing. The lock of the index snapshot
 * is only ever tried for. The turn ({@link CommitTurns}) is waited for by none who holds the
 * journal, and never longer than a given time. So no circle of waiting can close.
 */
final class LockFile implements AutoCloseable {
  /** How long to wait for a process that holds the journal before reporting it. */
  static final Duration JOURNAL_PATIENCE = Duration.ofSeconds(60);

  private static final Map<Object, LockFile> OPEN = new HashMap<>();

  private final Path path;
  private final Object registeredAs;
  private final @Nullable FileChannel channel;
  private final boolean writable;
  private final CommitTurns turns = new CommitTurns(this);
  private int users;

  /** In front of the byte of the journal. Fair, so that threads of one process take turns. */
  private final ReentrantLock journal = new ReentrantLock(true);

  /** In front of the byte of the index snapshot. */
  private final Semaphore indexSnapshot = new Semaphore(1);

  private LockFile(
      Path path, Object registeredAs, @Nullable FileChannel channel, boolean writable) {
    this.path = path;
    this.registeredAs = registeredAs;
    this.channel = channel;
    this.writable = writable;
  }

  /**
   * The locks of a directory that exists; each call is matched by a {@link #close}.
   *
   * @param forWriting makes the file if it is missing. Otherwise, without the file, threads of this
   *     process are kept apart and nothing else.
   */
  static LockFile open(Path directory, boolean forWriting) throws IOException {
    Path path = directory.toRealPath().resolve(StoreLayout.LOCK);
    synchronized (OPEN) {
      if (forWriting) {
        makeIfMissing(path);
      }
      boolean exists = Files.exists(path);
      Object key = exists ? identity(path) : path;
      @Nullable LockFile known = OPEN.get(key);
      if (known == null) {
        known = exists ? openChannel(path) : new LockFile(path, key, null, false);
        OPEN.put(known.registeredAs, known);
      }
      known.users++;
      if (forWriting && !known.writable) {
        known.close();
        throw new AccessDeniedException(path.toString());
      }
      return known;
    }
  }

  private static void makeIfMissing(Path path) throws IOException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // the usual case
    } catch (FileSystemException e) {
      Path directory = path.getParent();
      if (directory != null && !Files.isWritable(directory)) {
        throw new AccessDeniedException(directory.toString(), null, e.getReason());
      }
      throw e;
    }
  }

  private static LockFile openChannel(Path path) throws IOException {
    boolean writable = Files.isWritable(path);
    FileChannel channel =
        writable
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ);
    // Asked again: a file system of layers gives a file that is opened for writing a new identity.
    return new LockFile(path, identity(path), channel, writable);
  }

  private static Object identity(Path path) throws IOException {
    @Nullable Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  /**
   * Waits for the journal. Not reentrant; closed by the thread that called.
   *
   * @param exclusive whether to write
   * @throws BusyException if another process held it for the whole time
   */
  Held lockJournal(boolean exclusive, Duration limit) throws IOException {
    if (journal.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread holds the journal already");
    }
    journal.lock();
    Held held;
    try {
      held = new Held(awaitJournalByte(exclusive, limit), journal::unlock);
    } catch (IOException | RuntimeException | Error e) {
      journal.unlock();
      throw e;
    }
    try {
      checkIdentity();
    } catch (IOException | RuntimeException | Error e) {
      held.close();
      throw e;
    }
    return held;
  }

  private @Nullable FileLock awaitJournalByte(boolean exclusive, Duration limit)
      throws IOException {
    if (channel == null) {
      return null;
    }
    try (Patience patience = new Patience(limit)) {
      while (true) {
        @Nullable FileLock lock = tryByte(Region.JOURNAL, exclusive);
        if (lock != null) {
          return lock;
        }
        if (!patience.pause()) {
          throw new BusyException(patience.waitedMillis());
        }
      }
    }
  }

  /**
   * A lock on a file that no longer has this name excludes nobody: two processes would write at
   * once.
   */
  private void checkIdentity() throws IOException {
    if (channel == null) {
      return;
    }
    try {
      if (identity(path).equals(registeredAs)) {
        return;
      }
    } catch (NoSuchFileException e) {
      // said below
    }
    throw new IOException(
        path + " was removed or replaced while the store was open; open the store again");
  }

  /** The right to write the index snapshot, if nobody has it. */
  Optional<Held> tryIndexSnapshot() throws IOException {
    if (!indexSnapshot.tryAcquire()) {
      return Optional.empty();
    }
    @Nullable FileLock lock = null;
    try {
      lock = tryByte(Region.INDEX_SNAPSHOT, true);
    } finally {
      if (lock == null) {
        indexSnapshot.release();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new Held(lock, indexSnapshot::release));
  }

  CommitTurns turns() {
    return turns;
  }

  /** The lock of the operating system, or null if another process is in its way. */
  @Nullable FileLock tryByte(Region region, boolean exclusive) throws IOException {
    return channel == null ? null : channel.tryLock(region.position, 1, !exclusive);
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      users--;
      if (users > 0) {
        return;
      }
      OPEN.remove(registeredAs, this);
      if (channel != null) {
        channel.close();
      }
    }
  }

  /** The bytes of the file, by what they stand for. */
  enum Region {
    JOURNAL(0),
    TURN(1),
    INDEX_SNAPSHOT(2);

    private final long position;

    Region(long position) {
      this.position = position;
    }
  }

  /** A process held a lock for too long. */
  static final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long waitedMillis;

    BusyException(long waitedMillis) {
      super("another process holds the lock");
      this.waitedMillis = waitedMillis;
    }

    long waitedMillis() {
      return waitedMillis;
    }
  }

  /** A lock that is held until it is closed, once. */
  static final class Held implements AutoCloseable {
    private final @Nullable FileLock lock;
    private final Runnable afterwards;

    private Held(@Nullable FileLock lock, Runnable afterwards) {
      this.lock = lock;
      this.afterwards = afterwards;
    }

    @Override
    public void close() throws IOException {
      try {
        if (lock != null) {
          lock.release();
        }
      } finally {
        afterwards.run();
      }
    }
  }
}
