package coop.covm.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store directory for one backend that writes, or for any number that read. Between
 * processes it is a lock of the operating system on {@code covm.lock}, which ends with its process,
 * however that ends. Such a lock belongs to the process, so within one a table does the same. The
 * file names the process that writes, for those who wait.
 */
final class DirectoryLock implements AutoCloseable {
  /** What this process holds, by the identity of the lock file. */
  private static final Map<Object, DirectoryLock> HERE = new HashMap<>();

  private final Object identity;
  private final boolean writing;
  private final FileChannel channel;
  private int users = 1;

  private DirectoryLock(Object identity, boolean writing, FileChannel channel) {
    this.identity = identity;
    this.writing = writing;
    this.channel = channel;
  }

  /**
   * Waits for the directory. What is returned is closed once for each call.
   *
   * @param writing makes the lock file if it is missing; readers go on without where there is none
   * @return the lock, or null if there is no lock file
   * @throws StorageException {@code StoreBusy}, naming who holds it, when the time is over
   */
  static @Nullable DirectoryLock take(Path directory, boolean writing, Duration limit)
      throws IOException {
    Path path = directory.toRealPath().resolve(StoreLayout.LOCK);
    if (writing && !Files.exists(path)) {
      Files.write(path, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } else if (!Files.exists(path)) {
      return null;
    }
    Object identity = identity(path);
    try (Patience patience = new Patience(limit)) {
      while (true) {
        @Nullable DirectoryLock lock = tryTake(path, identity, writing);
        if (lock != null) {
          return lock;
        }
        if (!patience.pause()) {
          throw busy(directory, holder(path, identity), limit);
        }
      }
    }
  }

  /** One try; null if somebody is in the way. */
  private static @Nullable DirectoryLock tryTake(Path path, Object identity, boolean writing)
      throws IOException {
    synchronized (HERE) {
      @Nullable DirectoryLock here = HERE.get(identity);
      if (here != null && (writing || here.writing)) {
        return null;
      }
      if (here != null) {
        here.users++;
        return here;
      }
      // Closing any channel of the file would give up the locks that this process has on it, so it
      // is opened only where there are none.
      @Nullable DirectoryLock taken = tryFile(path, identity, writing);
      if (taken != null) {
        HERE.put(identity, taken);
      }
      return taken;
    }
  }

  private static @Nullable DirectoryLock tryFile(Path path, Object identity, boolean writing)
      throws IOException {
    FileChannel channel =
        writing
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ);
    boolean done = false;
    try {
      if (channel.tryLock(0, Long.MAX_VALUE, !writing) == null) {
        return null;
      }
      if (writing) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
      }
      done = true;
      return new DirectoryLock(identity, writing, channel);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static String holder(Path path, Object identity) {
    synchronized (HERE) {
      if (HERE.containsKey(identity)) {
        return "this process";
      }
    }
    try {
      String pid = Files.readString(path).strip();
      return pid.matches("[0-9]{1,10}") ? "process " + pid : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  private static StorageException busy(Path directory, String holder, Duration waited) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("path", directory.toString());
    facts.put("holder", holder);
    return new StorageException(
        StorageError.STORE_BUSY,
        "the store %s is held by %s, which did not let go within %s ms; only one at a time may have it: wait longer, or end that process"
            .formatted(directory, holder, waited.toMillis()),
        facts,
        null);
  }

  private static Object identity(Path path) throws IOException {
    @Nullable Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  @Override
  public void close() throws IOException {
    synchronized (HERE) {
      users--;
      if (users == 0) {
        HERE.remove(identity);
        channel.close();
      }
    }
  }
}
