package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.file.LockFile.Held;
import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.KeyRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code index.snapshot}: the index as of some commit, so that opening need not parse the whole
 * journal. Binary, numbers most significant byte first:
 *
 * <pre>
 * magic      8 bytes  "covm-idx"
 * version    int      2
 * layout     int      of the index, {@link CommitIndex#LAYOUT_VERSION}
 * head       long revision, long time, 32 bytes digest
 * segments   int count, then for each, oldest first:
 *              long first revision, long bytes covered, 32 bytes SHA-256 of these bytes,
 *              int 1 if an empty line ends it, else 0,
 *              int lines, then for each line: long where it begins
 * entries    for each, ascending: int 1, int length, key, int length, value; then int 0
 * digest     32 bytes SHA-256 of all bytes before
 * </pre>
 *
 * <p>The file is derived: without it, or with one of another version or layout, the journal is
 * replayed from its start, and so it is, with a warning, if the file's own digest does not fit. If
 * the digest fits, the journal must have every byte that the file covers; that is checked at each
 * opening. Where compaction has rewritten a segment since, the journal is replayed from its start,
 * too, and must hold the commit that the file names as head. It is written under another name,
 * forced and renamed, so there is never half a file.
 */
final class IndexSnapshotFile {
  static final int VERSION = 2;

  private static final byte[] MAGIC = "covm-idx".getBytes(US_ASCII);
  private static final String UNFINISHED = StoreLayout.INDEX + StoreLayout.UNFINISHED;

  private IndexSnapshotFile() {}

  /**
   * Writes the file, unless another process is at it, or has compacted segments of the state: its
   * own file fits then, and one of this state would not.
   *
   * @param state durable, its last line ended
   */
  static void write(Disk disk, LockFile lock, JournalState state) throws IOException {
    Optional<Held> right = lock.tryIndexSnapshot();
    if (right.isEmpty()) {
      return;
    }
    try (Held _ = right.get()) {
      if (isOutdated(disk, state)) {
        return;
      }
      try (DiskFile file = disk.open(UNFINISHED, Disk.Access.CREATE)) {
        file.truncate(0);
        SnapshotOutput out = new SnapshotOutput(file);
        writeTo(out, state);
        out.finish();
        file.force();
      }
      disk.rename(UNFINISHED, StoreLayout.INDEX);
      disk.force();
    } catch (IOException e) {
      removeUnfinished(disk, e);
      throw e;
    }
  }

  /** Whether full segments are not as they were read. Compaction always makes them smaller. */
  private static boolean isOutdated(Disk disk, JournalState state) throws IOException {
    for (Segment segment : state.full()) {
      if (disk.stamp(segment.name()).map(Disk.Stamp::size).orElse(0L) != segment.end()) {
        return true;
      }
    }
    return false;
  }

  /** A full disk gets back what the attempt took. */
  private static void removeUnfinished(Disk disk, IOException because) {
    try {
      disk.delete(UNFINISHED);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static void writeTo(SnapshotOutput out, JournalState state) throws IOException {
    out.bytes(MAGIC);
    out.number(VERSION);
    out.number(CommitIndex.LAYOUT_VERSION);
    Head head = state.head();
    out.longNumber(head.revision());
    out.longNumber(head.timeMillis());
    out.bytes(head.digest().bytes());
    List<Segment> segments = new ArrayList<>(state.full());
    segments.add(state.active());
    out.number(segments.size());
    for (Segment segment : segments) {
      out.longNumber(segment.firstRevision());
      out.longNumber(segment.end());
      out.bytes(segment.digest().bytes());
      out.number(segment.sealed() ? 1 : 0);
      out.number(segment.lines());
      for (int i = 0; i < segment.lines(); i++) {
        out.longNumber(segment.start(segment.firstRevision() + i));
      }
    }
    KeyRange all = new KeyRange(new byte[0], Optional.empty());
    PersistentIndex.Walk entries = state.index().scan(all, Order.ASCENDING);
    while (entries.next()) {
      out.number(1);
      out.sized(entries.key());
      out.sized(entries.value());
    }
    out.number(0);
  }

  /**
   * Reads the file. The caller compares the journal with it.
   *
   * @return empty if it is missing, of another version, or, with a warning, damaged
   */
  static Optional<Content> read(Disk disk, Warnings warnings) throws IOException {
    if (disk.stamp(StoreLayout.INDEX).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(StoreLayout.INDEX, Disk.Access.READ)) {
      SnapshotInput in = new SnapshotInput(file);
      if (in.isIntact()) {
        return readFrom(in);
      }
    } catch (SnapshotInput.MalformedException e) {
      // as good as not intact
    }
    warnings.warn(
        "%s is damaged and is not used; the journal is read from its start"
            .formatted(disk.directory().resolve(StoreLayout.INDEX)));
    return Optional.empty();
  }

  private static Optional<Content> readFrom(SnapshotInput in)
      throws IOException, SnapshotInput.MalformedException {
    if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)
        || in.number() != VERSION
        || in.number() != CommitIndex.LAYOUT_VERSION) {
      return Optional.empty();
    }
    Head head = new Head(in.longNumber(), in.longNumber(), in.digest());
    List<Covered> segments = new ArrayList<>();
    int count = in.count(Long.BYTES);
    for (int i = 0; i < count; i++) {
      long firstRevision = in.longNumber();
      long bytes = in.longNumber();
      Digest digest = in.digest();
      boolean sealed = in.number() == 1;
      long[] starts = new long[in.count(Long.BYTES)];
      for (int line = 0; line < starts.length; line++) {
        starts[line] = in.longNumber();
      }
      segments.add(new Covered(firstRevision, bytes, digest, sealed, starts));
    }
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    while (in.number() == 1) {
      keys.add(in.sized());
      values.add(in.sized());
    }
    return Optional.of(new Content(head, segments, PersistentIndex.ofSorted(keys, values)));
  }

  /** What the file says. */
  record Content(Head head, List<Covered> segments, PersistentIndex index) {}

  /**
   * What the file says of one segment.
   *
   * @param bytes how many from its start
   * @param sha256 of these bytes
   * @param sealed whether an empty line ends it
   * @param starts where each line begins
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Covered(long firstRevision, long bytes, Digest sha256, boolean sealed, long[] starts) {}
}
