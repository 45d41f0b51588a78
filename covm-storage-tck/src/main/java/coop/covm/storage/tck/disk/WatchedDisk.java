package coop.covm.storage.tck.disk;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real directory, each access to which is announced first, so that a test can make it fail. */
public final class WatchedDisk implements Disk {
  private final Disk disk;
  private final Watcher watcher;

  public WatchedDisk(Path directory, Watcher watcher) {
    this.disk = new RealDisk(directory);
    this.watcher = watcher;
  }

  /** A disk that forgets to force, for tests that cut no power and have no time. */
  public static WatchedDisk unforced(Path directory) {
    return new WatchedDisk(
        directory,
        new Watcher() {
          @Override
          public boolean forces() {
            return false;
          }
        });
  }

  /** What a test wants to happen at an access. The default: nothing. */
  public interface Watcher {
    /** Before an access that changes nothing. */
    default void beforeLook(String what) throws IOException {}

    /** Before an access that changes or forces something. */
    default void beforeChange(String what) throws IOException {}

    /** How many of so many bytes are written at once. */
    default int bytesOfWrite(int length) {
      return length;
    }

    /** Whether forcing does anything. */
    default boolean forces() {
      return true;
    }
  }

  @Override
  public Path directory() {
    return disk.directory();
  }

  @Override
  public void makeDirectory() throws IOException {
    watcher.beforeChange("make the directory");
    disk.makeDirectory();
  }

  @Override
  public List<String> names() throws IOException {
    watcher.beforeLook("list the directory");
    return disk.names();
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    if (access == Access.CREATE && disk.stamp(name).isEmpty()) {
      watcher.beforeChange("create " + name);
    } else {
      watcher.beforeLook("open " + name);
    }
    return new WatchedFile(disk.open(name, access), name);
  }

  @Override
  public Optional<Stamp> stamp(String name) throws IOException {
    watcher.beforeLook("look at " + name);
    return disk.stamp(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    watcher.beforeChange("rename " + from);
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    watcher.beforeChange("delete " + name);
    disk.delete(name);
  }

  @Override
  public void force() throws IOException {
    watcher.beforeChange("force the directory");
    if (watcher.forces()) {
      disk.force();
    }
  }

  private final class WatchedFile implements DiskFile {
    private final DiskFile file;
    private final String name;

    WatchedFile(DiskFile file, String name) {
      this.file = file;
      this.name = name;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) throws IOException {
      watcher.beforeLook("read " + name);
      return file.read(position, target, from, length);
    }

    @Override
    public int write(long position, byte[] source, int from, int length) throws IOException {
      watcher.beforeChange("write " + name);
      return file.write(position, source, from, watcher.bytesOfWrite(length));
    }

    @Override
    public void truncate(long length) throws IOException {
      watcher.beforeChange("truncate " + name);
      file.truncate(length);
    }

    @Override
    public void force() throws IOException {
      watcher.beforeChange("force " + name);
      if (watcher.forces()) {
        file.force();
      }
    }

    @Override
    public long size() throws IOException {
      watcher.beforeLook("size of " + name);
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
