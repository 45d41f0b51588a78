package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Faults;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps RocksDB's native objects from being used after their end, which would kill the JVM, and
 * ends them in order: what was made last first, the database last of all. A thread that uses one
 * holds a shared lock meanwhile; the end takes it alone.
 */
final class Natives implements AutoCloseable {
  private final Path directory;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Runnable> ends = new LinkedHashSet<>();
  private boolean ended;

  /**
   * @param directory of the store, for messages
   */
  Natives(Path directory) {
    this.directory = directory;
  }

  /**
   * Uses native objects.
   *
   * @throws coop.covm.storage.StorageException {@code StoreClosed} if they have ended
   */
  <T> T use(Supplier<T> call) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      if (ended) {
        throw Faults.closed(directory);
      }
      return call.get();
    } finally {
      shared.unlock();
    }
  }

  /** Keeps what ends an object, for the case that nobody calls {@link #end} before. */
  void add(Runnable end) {
    synchronized (ends) {
      ends.add(end);
    }
  }

  /** Ends an object that was added; harmless when it has ended. */
  void end(Runnable end) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      boolean mine;
      synchronized (ends) {
        mine = ends.remove(end);
      }
      if (mine) {
        end.run();
      }
    } finally {
      shared.unlock();
    }
  }

  /** Waits for calls under way and ends everything, in the opposite order of its making. */
  @Override
  public void close() {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      ended = true;
      synchronized (ends) {
        List.copyOf(ends).reversed().forEach(Runnable::run);
        ends.clear();
      }
    } finally {
      exclusive.unlock();
    }
  }
}
