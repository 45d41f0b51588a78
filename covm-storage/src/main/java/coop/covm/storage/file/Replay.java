package coop.covm.storage.file;

import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.ForceFailedException;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.file.LineScanner.Line;
import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SaltedValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the journal on from a known state to its end, verifies every line, and makes what it took
 * over durable: who wrote it may have died before it could. To be run under the journal lock, so
 * that what lacks its end has no writer any more.
 */
final class Replay {
  private final Disk disk;
  private final Disk.Access access;
  private final FormatFile format;

  private Head head;
  private PersistentIndex index;
  private List<Segment> full;
  private Segment active;
  private OpenSegment open;
  private final OpenSegment given;
  private Optional<TornTail> tail = Optional.empty();
  private boolean unforcedEnd;

  /** The group being read: commits, the bytes of their lines, and whether more belong to it. */
  private final List<CommitRecord> records = new ArrayList<>();

  private final List<byte[]> lines = new ArrayList<>();
  private boolean groupGoesOn;

  /**
   * @param from what is known
   * @param open the active segment of {@code from}; stays open in any case
   */
  Replay(Disk disk, Disk.Access access, FormatFile format, JournalState from, OpenSegment open) {
    this.disk = disk;
    this.access = access;
    this.format = format;
    this.head = from.head();
    this.index = from.index();
    this.full = from.full();
    this.active = from.active();
    this.open = open;
    this.given = open;
  }

  /**
   * Bytes behind the last whole group that make none: a write that was cut short.
   *
   * @param start of the bytes in the active segment
   * @param end of the bytes
   */
  record TornTail(Path file, long start, long end) {}

  /**
   * A power loss may have taken parts of groups in the middle of the last segment: what follows the
   * last group that reads back is a torn tail, also if there are line ends behind it.
   */
  void expectUnforcedEnd() {
    unforcedEnd = true;
  }

  /**
   * Reads to the end.
   *
   * @return the state then
   * @throws coop.covm.storage.StorageException {@code StoreDamaged}
   * @throws ForceFailedException if what was read could not be made durable
   */
  JournalState run() throws IOException {
    boolean done = false;
    try {
      readSegment();
      while (tail.isEmpty() && active.isFull(format)) {
        nextSegment();
      }
      done = true;
      return new JournalState(head, index, full, active);
    } finally {
      if (!done && !open.equals(given)) {
        open.close();
      }
    }
  }

  /** The active segment of the state that {@link #run} returned. */
  OpenSegment open() {
    return open;
  }

  /** What was cut short at the end, if anything. */
  Optional<TornTail> tail() {
    return tail;
  }

  private void nextSegment() throws IOException {
    List<Segment> more = new ArrayList<>(full);
    more.add(active);
    full = List.copyOf(more);
    active = Segment.empty(head.revision() + 1);
    OpenSegment next = OpenSegment.open(disk, active.firstRevision(), access);
    if (!open.equals(given)) {
      open.close();
    }
    open = next;
    force(disk::force); // its name may not be durable yet
    readSegment();
  }

  private void readSegment() throws IOException {
    if (open.currentStamp(disk).isEmpty()) {
      readRewritten();
    }
    long known = active.end();
    if (open.file().size() < known) {
      throw Faults.damaged(
          open.path(),
          active.lines(),
          "the file was cut short: it has %s bytes and had %s"
              .formatted(open.file().size(), known));
    }
    Segment.Growth growth = active.grow();
    LineScanner scanner = new LineScanner(open.file(), known);
    boolean lineEndMissing = !active.ended();
    for (Optional<Line> next = scanner.next(); next.isPresent(); next = scanner.next()) {
      Line line = next.get();
      if (growth.sealed()) {
        throw damaged("an empty line ends the segment, but something follows it");
      }
      if (lineEndMissing) {
        requireLineEnd(line);
        growth.endLine();
        lineEndMissing = false;
      } else if (line.isEmpty()) {
        takeEnd(growth);
      } else if (!isTaken(line, scanner)) {
        break;
      }
      finishGroup(growth);
    }
    if (tail.isEmpty() && !lines.isEmpty()) {
      tail = Optional.of(new TornTail(open.path(), growth.end(), open.file().size()));
    }
    records.clear();
    lines.clear();
    active = growth.grown();
    if (active.end() > known) {
      force(open.file()::force);
    }
  }

  /** False if it does not read back and nothing from there on was ever forced. */
  private boolean isTaken(Line line, LineScanner behind) throws IOException {
    try {
      if (line.ended()) {
        take(line);
      } else {
        takeUnended(line);
      }
      return true;
    } catch (StorageException damage) {
      boolean torn = unforcedEnd || TornGroup.isAll(line, behind, head.revision() + 1);
      if (!torn || isFollowedByLines()) {
        throw damage;
      }
      long groupStart = line.start() - lines.stream().mapToLong(bytes -> bytes.length).sum();
      tail = Optional.of(new TornTail(open.path(), groupStart, open.file().size()));
      records.clear();
      lines.clear();
      return false;
    }
  }

  /** Whether a later segment holds something; this one was forced before, then. */
  private boolean isFollowedByLines() throws IOException {
    for (String name : disk.names()) {
      OptionalLong revision = StoreLayout.segmentRevision(name);
      if (revision.isPresent()
          && revision.getAsLong() > active.firstRevision()
          && disk.stamp(name).map(Disk.Stamp::size).orElse(0L) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The empty line that ends a segment. */
  private void takeEnd(Segment.Growth growth) {
    if (growth.lines() == 0 || !records.isEmpty()) {
      throw damaged("the line is empty where a commit belongs");
    }
    growth.seal();
  }

  /**
   * The active segment was filled by others and then compacted, so that its name leads to another
   * file. Finds what is known of it there.
   */
  private void readRewritten() throws IOException {
    OpenSegment before = open;
    Optional<OpenSegment> found = RewrittenSegment.open(disk, before, access);
    open = found.orElseThrow(this::replaced);
    if (!before.equals(given)) {
      before.close();
    }
    JournalState known = new JournalState(head, index, full, active);
    Head beforeSegment = new RecordReader(disk).head(known, active.firstRevision() - 1);
    active =
        RewrittenSegment.read(open, active, beforeSegment, head, this::takeSealed)
            .orElseThrow(this::replaced);
  }

  /** What was encrypted meanwhile is not to be written with the index as it was before. */
  private void takeSealed(CommitRecord record) {
    for (Change change : record.body().changes()) {
      Optional<SaltedValue> made = change.made().filter(SaltedValue::isSealed);
      if (made.isPresent()) {
        index = index.replace(CommitIndex.sealing(record.revision(), change.key(), made.get()));
      }
    }
  }

  private RuntimeException replaced() {
    return Faults.damaged(
        open.path(), "the file was removed or replaced while the store was open; open it again");
  }

  private void requireLineEnd(Line line) {
    if (!line.ended() || line.end() - line.start() != 1) {
      throw Faults.damaged(
          open.path(), active.lines(), "something other than a line end follows the commit");
    }
  }

  private void take(Line line) throws IOException {
    if (line.isTooLong()) {
      throw damaged("the line is longer than any commit");
    }
    byte[] bytes = line.bytes();
    try {
      add(JournalLine.readNext(bytes, bytes.length - 1, lastRead()), bytes);
    } catch (MalformedRecordException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  /** What stands behind the last line end of the file. */
  private void takeUnended(Line line) throws IOException {
    if (!line.isTooLong()) {
      byte[] bytes = line.bytes();
      if (isCommit(bytes, bytes.length)) {
        takeWhole(bytes);
        return;
      }
      // A power loss may leave zeros where the last sector was; the mark of the head tells then
      // whether somebody had been told of this commit.
      boolean unwritten = bytes[bytes.length - 1] == 0;
      if (!unwritten && isCommit(bytes, bytes.length - 1)) {
        throw damaged("something other than a line end follows the commit");
      }
    }
    long groupStart = line.start() - lines.stream().mapToLong(bytes -> bytes.length).sum();
    tail = Optional.of(new TornTail(open.path(), groupStart, line.end()));
    records.clear();
    lines.clear();
  }

  /** A last line that lacks nothing but its line end. */
  private void takeWhole(byte[] bytes) {
    try {
      add(JournalLine.readNext(bytes, bytes.length, lastRead()), bytes);
    } catch (MalformedRecordException e) {
      throw damaged(
          String.valueOf(
              e.getMessage())); // sound in itself, so no torn write, but not the next commit
    }
  }

  private static boolean isCommit(byte[] bytes, int length) {
    try {
      JournalLine.read(bytes, length);
      return true;
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  private void add(JournalLine line, byte[] bytes) throws MalformedRecordException {
    if (line.mark().number() != records.size() + 1) {
      throw new MalformedRecordException(
          "it is marked as line %s of its group where line %s belongs"
              .formatted(line.mark().number(), records.size() + 1));
    }
    records.add(line.record());
    lines.add(bytes);
    groupGoesOn = line.mark().goesOn();
  }

  private Head lastRead() {
    return records.isEmpty() ? head : records.getLast().head();
  }

  private void finishGroup(Segment.Growth growth) {
    if (records.isEmpty() || groupGoesOn) {
      return;
    }
    for (int i = 0; i < records.size(); i++) {
      for (CommitIndex.Entry entry : CommitIndex.changes(records.get(i))) {
        index = index.put(entry.key(), entry.value());
      }
      byte[] bytes = lines.get(i);
      growth.add(bytes, bytes[bytes.length - 1] == StoreLayout.LINE_END);
    }
    head = lastRead();
    records.clear();
    lines.clear();
  }

  private RuntimeException damaged(String what) {
    long line = lastRead().revision() - active.firstRevision() + 2;
    return Faults.damaged(open.path(), line, what);
  }

  private static void force(Forcing forcing) throws ForceFailedException {
    try {
      forcing.force();
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }

  private interface Forcing {
    void force() throws IOException;
  }
}
