package coop.covm.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files that only their owner may read, where the system knows owners: keys and secrets. */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnlyFile() {}

  /**
   * Makes a file; its content and its name are durable on return.
   *
   * @throws FileAlreadyExistsException if there is one; it is left as it is
   * @throws IOException if it cannot be written
   */
  public static void writeNew(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes(file))) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      new RealDisk(directory).force();
    }
  }

  /**
   * Keeps a secret in the directory of a store, in place of what had its name; durable on return.
   */
  public static void replace(Disk disk, String name, byte[] content) throws IOException {
    String unfinished = name + ".new";
    disk.delete(unfinished);
    writeNew(disk.directory().resolve(unfinished), content);
    disk.rename(unfinished, name);
    disk.force();
  }

  /** Removes a secret from the directory of a store, if it is there; durable on return. */
  public static void remove(Disk disk, String name) throws IOException {
    disk.delete(name);
    disk.force();
  }

  /** What a file in the directory of a store holds; empty if it is missing. */
  public static Optional<byte[]> read(Disk disk, String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(disk.directory().resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether others than the owner may read the file; false where the system does not tell.
   *
   * @throws IOException if it cannot be asked
   */
  public static boolean isReadableByOthers(Path file) throws IOException {
    return isPosix(file)
        && (Files.getPosixFilePermissions(file).contains(PosixFilePermission.GROUP_READ)
            || Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ));
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
