package coop.covm.cli;

import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a whole file in its place in one step. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes the bytes beside the file and then puts them in its place; who reads it meanwhile sees
   * the old file or the new one, and so does who comes after a power loss. A file that was there
   * leaves its permissions to the new one.
   *
   * @param file no symbolic link, for that itself would be replaced
   * @throws IOException if that cannot be done; the old file, if there is one, is as it was
   */
  static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(".covm." + UUID.randomUUID());
    try {
      if (Files.exists(file)) {
        // What few may read is at no moment readable for more.
        OwnerOnlyFile.writeNew(fresh, bytes);
        copyPermissions(file, fresh);
      } else {
        writeNew(fresh, bytes);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      new RealDisk(directory).force();
    }
  }

  private static void writeNew(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    @Nullable PosixFileAttributeView old =
        Files.getFileAttributeView(from, PosixFileAttributeView.class);
    @Nullable PosixFileAttributeView fresh =
        Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old != null && fresh != null) {
      fresh.setPermissions(old.readAttributes().permissions());
    }
  }
}
