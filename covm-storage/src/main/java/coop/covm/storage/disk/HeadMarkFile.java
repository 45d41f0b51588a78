package coop.covm.storage.disk;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads and overwrites {@code head.json}. Guarded by the journal lock. */
public final class HeadMarkFile {
  public static final String NAME = "head.json";

  private final Disk disk;
  private final Warnings warnings;
  private boolean failed;

  public HeadMarkFile(Disk disk, Warnings warnings) {
    this.disk = disk;
    this.warnings = warnings;
  }

  /** The mark; empty, with a warning, if it is missing or makes no sense. */
  public Optional<HeadMark> read() throws IOException {
    Optional<HeadMark> mark = Optional.empty();
    if (disk.stamp(NAME).isPresent()) {
      byte[] bytes = new byte[HeadMark.BYTES + 1];
      try (DiskFile source = disk.open(NAME, Disk.Access.READ)) {
        mark = HeadMark.parse(Arrays.copyOf(bytes, source.readFully(0, bytes)));
      }
    }
    if (mark.isEmpty()) {
      warnings.warn(
          "%s is missing or damaged, so a loss at the end of the journal would go unnoticed"
              .formatted(disk.directory().resolve(NAME)));
    }
    return mark;
  }

  /**
   * Overwrites the mark. A failure is a warning, once: the commit it stands for is durable, and an
   * older mark says less but nothing wrong.
   */
  public void write(HeadMark mark) {
    // Opened each time: an operator may have put another file in its place.
    try (DiskFile file = disk.open(NAME, Disk.Access.CREATE)) {
      file.writeFully(0, mark.bytes());
      file.truncate(HeadMark.BYTES);
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        warnings.warn(
            "%s could not be written: %s"
                .formatted(disk.directory().resolve(NAME), e.getMessage()));
      }
    }
  }
}
