package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.ForceFailedException;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.spi.Compaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes a full segment anew without what compaction erases, beside the old one, and puts it in its
 * place. The lines stay in number and order and keep the marks of their groups, and every commit
 * keeps its digests. The new file ends with an empty line, since it may be smaller than a segment
 * that is full by its size. To be run under the exclusive journal lock.
 */
final class SegmentRewrite {
  private static final int PART_BYTES = 1 << 18;

  private final Disk disk;
  private final JournalState state;
  private final Segment old;
  private final RecordReader reader;

  private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART_BYTES);
  private long written;

  /**
   * @param old a full segment of the state
   */
  SegmentRewrite(Disk disk, JournalState state, Segment old) {
    this.disk = disk;
    this.state = state;
    this.old = old;
    this.reader = new RecordReader(disk);
  }

  /**
   * Rewrites the segment. Durable on return.
   *
   * @return the segment as it is now; empty if nothing in it was to be erased
   * @throws ForceFailedException if the new file is in place, but maybe not for ever
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if the segment cannot be read
   */
  Optional<Segment> run(Compaction compaction) throws IOException {
    String unfinished = old.name() + StoreLayout.UNFINISHED;
    boolean renamed = false;
    try {
      Optional<Segment> rewritten = write(compaction, unfinished);
      if (rewritten.isPresent()) {
        disk.rename(unfinished, old.name());
        renamed = true;
        forceNames();
      }
      return rewritten;
    } finally {
      if (!renamed) {
        removeQuietly(unfinished);
      }
    }
  }

  private Optional<Segment> write(Compaction compaction, String unfinished) throws IOException {
    Segment.Growth growth = Segment.empty(old.firstRevision()).grow();
    boolean changed = false;
    try (DiskFile source = disk.open(old.name(), Disk.Access.READ);
        DiskFile target = disk.open(unfinished, Disk.Access.CREATE)) {
      target.truncate(0);
      SegmentLines lines = new SegmentLines(source, reader.head(state, old.firstRevision() - 1));
      while (growth.lines() < old.lines()) {
        JournalLine line = next(lines, growth.lines() + 1);
        byte[] kept = JournalLine.write(compaction.erase(line.record()), line.mark());
        changed |= !Arrays.equals(kept, lines.bytes());
        growth.add(kept, true);
        append(target, kept);
      }
      requireLeadsOn(lines.last());
      growth.seal();
      append(target, new byte[] {StoreLayout.LINE_END});
      flush(target);
      if (changed) {
        target.force();
      }
    }
    return changed ? Optional.of(growth.grown()) : Optional.empty();
  }

  private JournalLine next(SegmentLines lines, long number) throws IOException {
    try {
      return lines.next();
    } catch (MalformedRecordException e) {
      throw Faults.damaged(
          disk.directory().resolve(old.name()), number, String.valueOf(e.getMessage()));
    }
  }

  /** A segment of another history is not made the journal's own by rewriting it. */
  private void requireLeadsOn(Head last) throws IOException {
    Digest expected =
        last.revision() == state.head().revision()
            ? state.head().digest()
            : reader.read(state, last.revision() + 1).previous();
    if (!last.digest().equals(expected)) {
      throw Faults.damaged(
          disk.directory().resolve(old.name()),
          old.lines(),
          "its digest is %s, but the commit after it names %s".formatted(last.digest(), expected));
    }
  }

  private void append(DiskFile target, byte[] bytes) throws IOException {
    if (part.size() + bytes.length > PART_BYTES) {
      flush(target);
    }
    part.writeBytes(bytes);
  }

  private void flush(DiskFile target) throws IOException {
    target.writeFully(written, part.toByteArray());
    written += part.size();
    part.reset();
  }

  private void forceNames() throws ForceFailedException {
    try {
      disk.force();
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }

  /** A full disk gets back what the attempt took; the next opening removes what stays. */
  private void removeQuietly(String unfinished) {
    try {
      disk.delete(unfinished);
    } catch (IOException e) {
      // Means nothing: the file is not part of the journal.
    }
  }
}
