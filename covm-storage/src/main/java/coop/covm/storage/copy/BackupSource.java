package coop.covm.storage.copy;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a backup is read from. */
public sealed interface BackupSource {
  /** What it is called in messages. */
  String name();

  /** Whether it can be read more than once. */
  boolean isRepeatable();

  /** The parts, from the first on; whoever asks closes them. */
  Parts open() throws IOException;

  /**
   * A directory of backups, of which the newest full one counts and what goes on from it; or a file
   * with a full backup, behind which others may stand.
   */
  static BackupSource of(Path path) {
    return new Place(path);
  }

  /** A stream of a full backup, behind which others may stand; read once, and closed. */
  static BackupSource of(InputStream in, String name) {
    return new Stream(in, name);
  }

  /** A directory or file. */
  record Place(Path path) implements BackupSource {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public boolean isRepeatable() {
      return !Files.exists(path) || Files.isDirectory(path) || Files.isRegularFile(path);
    }

    @Override
    public Parts open() throws IOException {
      if (!Files.exists(path)) {
        throw BackupDirectory.notFound(path, "there is nothing of this name");
      }
      if (Files.isDirectory(path)) {
        List<Path> files = BackupDirectory.chain(path);
        return new FileParts(files);
      }
      return new StreamedParts(
          new BufferedInputStream(new FileInputStream(path.toFile()), 1 << 16), name());
    }
  }

  /** A stream. */
  record Stream(InputStream in, String name) implements BackupSource {
    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public Parts open() {
      return new StreamedParts(new BufferedInputStream(in, 1 << 16), name);
    }
  }
}
