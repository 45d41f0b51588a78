package coop.covm.storage.copy;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts that are a file each. */
final class FileParts implements Parts {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Iterator<Path> files;
  private @Nullable InputStream open;

  FileParts(List<Path> files) {
    this.files = files.iterator();
  }

  @Override
  public Optional<PartReader> next() throws IOException {
    requireEnd();
    close();
    if (!files.hasNext()) {
      return Optional.empty();
    }
    Path file = files.next();
    // Not a channel, which the interrupt of the thread would close.
    InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER_BYTES);
    open = in;
    Optional<PartReader> part = PartReader.begin(in, file.toString());
    if (part.isEmpty()) {
      throw new CopyException(
          CopyError.NOT_A_BACKUP, "%s is empty, and so no part of a backup".formatted(file));
    }
    return part;
  }

  /** Behind the end of a part a file has nothing. */
  private void requireEnd() throws IOException {
    InputStream in = open;
    if (in != null && in.read() >= 0) {
      throw new CopyException(
          CopyError.BACKUP_DAMAGED, "a part of the backup has bytes behind its end");
    }
  }

  @Override
  public void close() throws IOException {
    InputStream in = open;
    open = null;
    if (in != null) {
      in.close();
    }
  }
}
