package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Disk.Stamp;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.file.Replay.TornTail;
import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.Compaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal as one backend sees it. The state is derived from the file alone and published as one
 * reference; everything else is guarded by the journal lock, which the caller holds: shared for
 * {@link #catchUp}, exclusive for everything that changes the files.
 */
final class Journal implements AutoCloseable {
  /** Lines of a batch are joined into one write up to this size; beyond, memory is dearer. */
  private static final long LARGEST_JOINED_BYTES = 1 << 26;

  private final Disk disk;
  private final Disk.Access access;
  private final FormatFile format;
  private final HeadMarkFile mark;
  private final Warnings warnings;

  /** Whether each append is forced, rather than each segment when it is full. */
  private final boolean forcing;

  private final UnforcedMark unforced;

  private volatile JournalState state;

  /** The newest state that is known to be durable. */
  private volatile JournalState forced;

  private volatile OpenSegment open;
  private volatile boolean appending;
  private Optional<TornTail> tail = Optional.empty();

  /** Whether {@link #tail} is what a power loss left of commits that nobody forced. */
  private boolean unforcedEnd;

  /**
   * @param durability when appended commits are forced
   * @param state what is known and durable, of which the active segment is open
   */
  Journal(
      Disk disk,
      Disk.Access access,
      FormatFile format,
      Durability durability,
      JournalState state,
      OpenSegment open,
      Warnings warnings) {
    this.disk = disk;
    this.access = access;
    this.format = format;
    this.forcing = durability == Durability.SYNC;
    this.unforced = new UnforcedMark(disk);
    this.state = state;
    this.forced = state;
    this.open = open;
    this.mark = new HeadMarkFile(disk, warnings);
    this.warnings = warnings;
  }

  /** The newest state that is known here. All of it is durable, but what this backend buffers. */
  JournalState state() {
    return state;
  }

  /** The newest state that is known here to be durable. */
  JournalState forced() {
    return forced;
  }

  HeadMarkFile mark() {
    return mark;
  }

  /**
   * The newest state, if it can be told without the lock that nobody has appended to it.
   *
   * <p>An append of this backend is under the lock, and began with catching up: whatever others
   * were told before is in the state already. Otherwise the file shows it: the journal only grows,
   * and the active segment of a state is never full.
   */
  Optional<JournalState> stateIfCurrent() throws IOException {
    if (appending) {
      return Optional.of(state);
    }
    OpenSegment segment = open;
    JournalState known = state;
    Optional<Stamp> stamp = segment.currentStamp(disk);
    boolean current =
        segment.firstRevision() == known.active().firstRevision()
            && stamp.isPresent()
            && stamp.get().size() == known.active().end();
    return current ? Optional.of(known) : Optional.empty();
  }

  /** Takes over what others have appended, and makes it durable. */
  void catchUp() throws IOException {
    Replay replay = new Replay(disk, access, format, state, open);
    if (unforcedEnd) {
      replay.expectUnforcedEnd();
    }
    take(replay);
    unforcedEnd = unforcedEnd && tail.isPresent();
  }

  /** The same when the store is opened: a power loss may have come before. */
  void catchUpAfterPowerLoss() throws IOException {
    unforcedEnd = unforced.isSet();
    catchUp();
  }

  private void take(Replay replay) throws IOException {
    Head known = state.head();
    JournalState caughtUp = replay.run();
    OpenSegment before = open;
    tail = replay.tail();
    open = replay.open();
    state = caughtUp;
    if (!caughtUp.head().equals(known)) {
      forced = caughtUp; // it forces each file that it reads more of
    }
    if (!before.equals(open)) {
      before.close();
    }
  }

  /**
   * Repairs the end of the journal after {@link #catchUp}: cuts a torn write off, or ends a last
   * line that lacks its line end. Durable on return.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged} if somebody was told that what
   *     would be cut off is safe
   */
  void mend() throws IOException {
    if (tail.isPresent()) {
      TornTail torn = tail.get();
      mark.read().ifPresent(this::requireReached);
      open.file().truncate(torn.start());
      open.file().force();
      tail = Optional.empty();
      unforcedEnd = false;
      warnings.warn(
          "%s: cut off %s bytes of a write that never finished, behind revision %s"
              .formatted(torn.file(), torn.end() - torn.start(), state.head().revision()));
    }
    Segment active = state.active();
    if (!active.ended()) {
      open.file().writeFully(active.end(), new byte[] {StoreLayout.LINE_END});
      open.file().force();
      Segment.Growth growth = active.grow();
      growth.endLine();
      state = new JournalState(state.head(), state.index(), state.full(), growth.grown());
      forced = state;
      warnings.warn(
          "%s: added the line end that line %s lacked".formatted(open.path(), active.lines()));
      catchUp(); // that line end may have made the segment full
    }
  }

  /**
   * Checks that the journal holds a revision that was acknowledged.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged}
   */
  void requireReached(HeadMark acknowledged) {
    if (acknowledged.revision() > state.head().revision()) {
      throw Faults.damaged(
          open.path(),
          state.active().lines() + 1L,
          ("the journal ends with revision %s, but revision %s was committed; if there is no backup,"
                  + " removing %s gives up what is lost")
              .formatted(state.head().revision(), acknowledged.revision(), StoreLayout.HEAD));
    }
  }

  /**
   * Appends commits that follow the newest one, after {@link #catchUp} and {@link #mend}. Visible
   * on return, and durable, unless commits are buffered and the segment is not full yet. After an
   * exception the file is cut back to what it was, if that is possible, and nothing more may be
   * appended.
   *
   * @param lines the line of each record, as {@link JournalLine#write} makes it
   */
  void append(List<CommitRecord> records, List<byte[]> lines) throws IOException {
    JournalState before = state;
    JournalState after = after(before, records, lines);
    boolean fills = after.active().isFull(format);
    OpenSegment written = open;
    OpenSegment next = fills ? makeSegment(after.head().revision() + 1) : written;
    after = fills ? rolled(after) : after;
    boolean force = forcing || fills;
    if (!force) {
      unforced.set();
    }
    boolean done = false;
    appending = true;
    try {
      write(before.active().end(), lines);
      if (force) {
        written.file().force();
        forced = after;
      }
      open = next;
      state = after;
      done = true;
    } finally {
      appending = false;
      if (!done) {
        cutBack(before.active().end());
      }
      if (fills) {
        closeQuietly(done ? written : next);
      }
    }
    if (force) {
      mark.write(HeadMark.of(after.head()));
    }
  }

  /** Whether something that was appended here is not known to be durable. */
  boolean isBehind() {
    return !forced.head().equals(state.head());
  }

  /**
   * Makes everything durable, after {@link #catchUp} and {@link #mend}, under the exclusive lock.
   */
  void force() throws IOException {
    open.file().force();
    forced = state;
    mark.write(HeadMark.of(state.head()));
    unforced.remove();
  }

  /**
   * Ends the active segment with an empty line, after {@link #catchUp} and {@link #mend}, so that
   * the next commit begins another. Nothing to do if it holds no commit. Durable on return.
   */
  void seal() throws IOException {
    JournalState before = state;
    if (before.active().lines() == 0) {
      return;
    }
    Segment.Growth growth = before.active().grow();
    growth.seal();
    JournalState after =
        rolled(new JournalState(before.head(), before.index(), before.full(), growth.grown()));
    OpenSegment written = open;
    OpenSegment next = makeSegment(after.active().firstRevision());
    boolean done = false;
    try {
      written.file().force(); // no line before the end may be torn when the end is there
      written.file().writeFully(before.active().end(), new byte[] {StoreLayout.LINE_END});
      written.file().force();
      open = next;
      state = after;
      done = true;
    } finally {
      if (!done) {
        cutBack(before.active().end());
      }
      closeQuietly(done ? written : next);
    }
    forced = after;
    mark.write(HeadMark.of(after.head()));
    unforced.remove();
  }

  /** Takes over a full segment that was rewritten, under the exclusive lock. */
  void rewritten(Segment segment) {
    state = state.with(segment);
    forced = forced.with(segment);
  }

  /** Applies to the index what follows from a compaction, under the exclusive lock. */
  void prune(Compaction compaction) {
    state = state.pruned(compaction);
    forced = forced.pruned(compaction);
  }

  /** All that can fail for lack of memory or by a bug happens here, before a byte is written. */
  private static JournalState after(
      JournalState before, List<CommitRecord> records, List<byte[]> lines) {
    PersistentIndex index = before.index();
    Segment.Growth growth = before.active().grow();
    for (int i = 0; i < records.size(); i++) {
      for (CommitIndex.Entry entry : CommitIndex.changes(records.get(i))) {
        index = index.put(entry.key(), entry.value());
      }
      growth.add(lines.get(i), true);
    }
    return new JournalState(records.getLast().head(), index, before.full(), growth.grown());
  }

  private static JournalState rolled(JournalState filled) {
    List<Segment> full = new ArrayList<>(filled.full());
    full.add(filled.active());
    return new JournalState(
        filled.head(),
        filled.index(),
        List.copyOf(full),
        Segment.empty(filled.head().revision() + 1));
  }

  private OpenSegment makeSegment(long firstRevision) throws IOException {
    String name = StoreLayout.segment(firstRevision);
    try (DiskFile file = disk.open(name, Disk.Access.CREATE)) {
      if (file.size() > 0) {
        throw Faults.damaged(
            disk.directory().resolve(name), "this segment lies before revisions that lead to it");
      }
      file.force();
    }
    disk.force();
    return OpenSegment.open(disk, firstRevision, access);
  }

  private void write(long position, List<byte[]> lines) throws IOException {
    long total = lines.stream().mapToLong(line -> line.length).sum();
    if (total > LARGEST_JOINED_BYTES) {
      long at = position;
      for (byte[] line : lines) {
        open.file().writeFully(at, line);
        at += line.length;
      }
      return;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream((int) total);
    for (byte[] line : lines) {
      joined.writeBytes(line);
    }
    open.file().writeFully(position, joined.toByteArray());
  }

  private void cutBack(long end) {
    try {
      open.file().truncate(end);
      open.file().force();
    } catch (IOException e) {
      warnings.warn(
          "%s: could not cut off what a failed commit had written behind byte %s: %s"
              .formatted(open.path(), end, e.getMessage()));
    }
  }

  /** What was written to it is forced or given up, so that a failure to close it means nothing. */
  private void closeQuietly(OpenSegment segment) {
    try {
      segment.close();
    } catch (IOException e) {
      warnings.warn("%s could not be closed: %s".formatted(segment.path(), e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
