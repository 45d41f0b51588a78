package coop.covm.storage.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * What is to become a file, beside it until it is finished. It is locked meanwhile, so that those
 * which killed processes have left are known by having no lock, and taken away. An interrupt of the
 * thread does not close it.
 */
public final class UnfinishedFile implements AutoCloseable {
  private static final String ENDING = ".unfinished";
  private static final String OWNER_ONLY = "rw-------";
  private static final int UUID_LENGTH = 36;

  private final Path target;
  private final Path path;
  private final RandomAccessFile file;
  private final OutputStream stream;

  private UnfinishedFile(Path target, Path path, RandomAccessFile file) {
    this.target = target;
    this.path = path;
    this.file = file;
    this.stream =
        new BufferedOutputStream(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                file.write(one);
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(bytes, offset, length);
              }
            },
            1 << 16);
  }

  /**
   * Makes it, empty, and takes away what was left over of others for the same target.
   *
   * @param target what it becomes
   * @param secret whether its owner alone may read it, where the system knows owners
   * @throws IOException if it cannot be made
   */
  public static UnfinishedFile beside(Path target, boolean secret) throws IOException {
    removeLeftOver(target);
    Path path =
        target.resolveSibling(".%s.%s%s".formatted(name(target), UUID.randomUUID(), ENDING));
    Files.createFile(path, secret ? ownerOnly(path) : new FileAttribute<?>[0]);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean locked = false;
    try {
      locked = file.getChannel().tryLock() != null;
      if (!locked) {
        throw new IOException("somebody else holds what was just made, " + path);
      }
      return new UnfinishedFile(target, path, file);
    } finally {
      if (!locked) {
        file.close();
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        }
        : new FileAttribute<?>[0];
  }

  /** Where its content is written to. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Puts it in place of its target in one step; content and name are durable on return.
   *
   * @throws IOException if that fails; then the target may be the old file or this one
   */
  public void finish() throws IOException {
    stream.flush();
    file.getFD().sync();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    new RealDisk(directory(target)).force();
  }

  /** Takes it away unless it was finished. */
  @Override
  public void close() throws IOException {
    try (file) {
      Files.deleteIfExists(path);
    }
  }

  private static void removeLeftOver(Path target) throws IOException {
    String name = "." + name(target) + ".";
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            directory(target), sibling -> isLeftOver(sibling.getFileName().toString(), name))) {
      for (Path sibling : siblings) {
        if (Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS) && !isHeld(sibling)) {
          Files.deleteIfExists(sibling);
        }
      }
    }
  }

  private static boolean isLeftOver(String sibling, String name) {
    return sibling.startsWith(name)
        && sibling.endsWith(ENDING)
        && sibling.length() == name.length() + UUID_LENGTH + ENDING.length();
  }

  private static boolean isHeld(Path sibling) {
    try (FileChannel channel =
            FileChannel.open(sibling, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException | IOException e) {
      return true; // by this process, or whose it is cannot be known
    }
  }

  private static Path directory(Path target) {
    Path parent = target.toAbsolutePath().getParent();
    return parent == null ? target : parent;
  }

  private static String name(Path target) {
    return String.valueOf(target.getFileName());
  }
}
