package coop.covm.storage.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of the operating system. It is a {@link RandomAccessFile}, not a {@code FileChannel},
 * because the interrupt of a thread closes a channel under all the others that use it.
 */
final class RealDiskFile implements DiskFile {
  private final RandomAccessFile file;

  private RealDiskFile(RandomAccessFile file) {
    this.file = file;
  }

  static RealDiskFile open(Path path, Disk.Access access) throws IOException {
    boolean reading = access == Disk.Access.READ;
    if (access != Disk.Access.CREATE && !Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try {
      return new RealDiskFile(new RandomAccessFile(path.toFile(), mode(access)));
    } catch (FileNotFoundException e) {
      throw explain(path, reading, e);
    }
  }

  private static String mode(Disk.Access access) {
    return switch (access) {
      case READ -> "r";
      case WRITE, CREATE -> "rw";
      case SYNCED -> "rwd";
    };
  }

  /** {@link RandomAccessFile} says "not found" for every reason; this finds the true one. */
  private static FileSystemException explain(
      Path path, boolean reading, FileNotFoundException cause) {
    FileSystemException explained;
    if (!Files.exists(path)) {
      Path parent = path.getParent();
      boolean denied = parent != null && Files.isDirectory(parent) && !Files.isWritable(parent);
      explained =
          denied
              ? new AccessDeniedException(path.toString())
              : new NoSuchFileException(path.toString(), null, cause.getMessage());
    } else if (reading ? !Files.isReadable(path) : !Files.isWritable(path)) {
      explained = new AccessDeniedException(path.toString());
    } else {
      explained = new FileSystemException(path.toString(), null, cause.getMessage());
    }
    explained.initCause(cause);
    return explained;
  }

  @Override
  public int read(long position, byte[] target, int from, int length) throws IOException {
    file.seek(position);
    return file.read(target, from, length);
  }

  @Override
  public int write(long position, byte[] source, int from, int length) throws IOException {
    file.seek(position);
    file.write(source, from, length);
    return length;
  }

  @Override
  public void truncate(long length) throws IOException {
    if (file.length() > length) {
      file.setLength(length);
    }
  }

  @Override
  public void force() throws IOException {
    // fsync, not fdatasync: a file that has grown needs its length written in any case, and this
    // call, unlike FileChannel.force, does not close the file when the thread is interrupted.
    file.getFD().sync();
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
