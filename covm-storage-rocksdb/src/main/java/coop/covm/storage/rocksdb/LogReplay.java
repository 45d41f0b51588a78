package coop.covm.storage.rocksdb;

import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.rocksdb.LogSegment.Found;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the index has not seen of the log, and so finds the log's end. Every frame is checked,
 * every commit's digests are computed again, and each must continue the chain.
 */
final class LogReplay {
  private final Disk disk;
  private final long lastSegment;
  private final Optional<HeadMark> mark;

  /**
   * @param lastSegment the highest number of a segment in the directory
   * @param mark the newest commit that is known to have been acknowledged
   */
  LogReplay(Disk disk, long lastSegment, Optional<HeadMark> mark) {
    this.disk = disk;
    this.lastSegment = lastSegment;
    this.mark = mark;
  }

  /** Takes the groups that were read. */
  @FunctionalInterface
  interface Target {
    /**
     * @param spans where each commit stands
     * @param after where the log ends with this group
     */
    void apply(List<CommitRecord> records, List<RecordSpan> spans, LogEnd after);
  }

  /**
   * Reads from a known end on.
   *
   * @param from what the index has applied; its last frame is read again and must be there
   * @throws StorageException {@code StoreDamaged} naming the file and the byte
   */
  LogEnd run(LogEnd from, Target target) throws IOException {
    if (from.next().segment() > lastSegment) {
      throw missing(from.next().segment(), from.head().revision());
    }
    checkApplied(from);
    LogEnd end = from;
    for (long number = from.next().segment(); number <= lastSegment; number++) {
      try (LogSegment segment = LogSegment.open(disk, number, Disk.Access.READ)) {
        if (number > from.next().segment()) {
          LogPosition beginning = LogPosition.beginningOf(number);
          end = new LogEnd(end.head(), beginning, end.last(), end.durable());
        }
        checkFollows(segment, end);
        end = readSegment(segment, end, target);
      }
    }
    checkAcknowledged(end);
    return end;
  }

  /**
   * Whether the log still holds what an index has seen of it. It may have lost its end to a power
   * loss where commits were buffered; where they were durable that would be damage, and is told by
   * {@link #run}.
   */
  boolean holds(LogEnd seen) throws IOException {
    LogPosition at = seen.durable();
    while (at.segment() <= lastSegment && !at.equals(seen.next())) {
      try (LogSegment segment = LogSegment.open(disk, at.segment(), Disk.Access.READ)) {
        long offset = at.offset();
        while (!new LogPosition(at.segment(), offset).equals(seen.next())
            && segment.read(offset) instanceof Found.Frame(byte[] bytes)) {
          offset += bytes.length;
        }
        LogPosition reached = new LogPosition(at.segment(), offset);
        at =
            reached.equals(seen.next())
                ? reached
                : LogPosition.beginningOf(at.segment() + 1); // a full segment was forced
      }
    }
    return at.equals(seen.next());
  }

  private LogEnd readSegment(LogSegment segment, LogEnd from, Target target) throws IOException {
    LogEnd end = from;
    while (true) {
      switch (segment.read(end.next().offset())) {
        case Found.Frame(byte[] bytes) -> {
          GroupFrame frame = parse(segment, end, bytes);
          List<CommitRecord> records = commits(segment, end, frame);
          end = after(end, records.getLast().head(), bytes.length);
          target.apply(records, frame.spansAt(end.last()), end);
        }
        case Found.Nothing() -> {
          return end;
        }
        case Found.Broken() -> {
          if (segment.header().number() < lastSegment) {
            throw damaged(segment, end, "no whole frame stands there, though more follow");
          }
          return end;
        }
      }
    }
  }

  private static LogEnd after(LogEnd before, Head head, long frameBytes) {
    LogPosition place = before.next();
    LogPosition next = new LogPosition(place.segment(), place.offset() + frameBytes);
    return new LogEnd(head, next, place, before.durable());
  }

  private static GroupFrame parse(LogSegment segment, LogEnd end, byte[] frame) {
    try {
      return GroupFrame.parse(frame);
    } catch (MalformedRecordException e) {
      throw damaged(segment, end, String.valueOf(e.getMessage()));
    }
  }

  private List<CommitRecord> commits(LogSegment segment, LogEnd end, GroupFrame frame) {
    List<CommitRecord> records;
    try {
      records = frame.records();
    } catch (MalformedRecordException e) {
      throw damaged(segment, end, String.valueOf(e.getMessage()));
    }
    Head head = end.head();
    for (CommitRecord record : records) {
      if (record.revision() != head.revision() + 1
          || !record.previous().equals(head.digest())
          || record.timeMillis() < head.timeMillis()) {
        throw damaged(
            segment,
            end,
            "revision %s does not follow revision %s"
                .formatted(record.revision(), head.revision()));
      }
      head = record.head();
      checkMarked(segment, end, head);
    }
    return records;
  }

  private void checkMarked(LogSegment segment, LogEnd end, Head head) {
    Optional<Digest> marked =
        mark.filter(m -> m.revision() == head.revision()).map(HeadMark::digest);
    if (marked.isPresent() && !marked.orElseThrow().equals(head.digest())) {
      throw damaged(
          segment,
          end,
          "revision %s is another one than was acknowledged".formatted(head.revision()));
    }
  }

  /** The index is derived from the log, so what it has seen must be there still. */
  private void checkApplied(LogEnd from) throws IOException {
    if (from.head().revision() == 0) {
      return;
    }
    try (LogSegment segment = LogSegment.open(disk, from.last().segment(), Disk.Access.READ)) {
      LogEnd there = new LogEnd(from.head(), from.last(), from.last(), from.last());
      boolean same =
          segment.read(from.last().offset()) instanceof Found.Frame(byte[] bytes)
              && GroupFrame.parse(bytes).records().getLast().digest().equals(from.head().digest());
      if (!same) {
        throw damaged(
            segment,
            there,
            "revision %s, which was committed, is not there".formatted(from.head().revision()));
      }
    } catch (MalformedRecordException e) {
      throw Faults.damaged(
          disk.directory().resolve(StoreLayout.segment(from.last().segment())),
          String.valueOf(e.getMessage()));
    }
  }

  private void checkFollows(LogSegment segment, LogEnd end) {
    boolean begins = end.next().equals(LogPosition.beginningOf(segment.header().number()));
    if (begins
        && (segment.header().revision() != end.head().revision()
            || !segment.header().digest().equals(end.head().digest()))) {
      throw damaged(
          segment,
          end,
          "the segment follows revision %s, but the one before it ends with revision %s"
              .formatted(segment.header().revision(), end.head().revision()));
    }
  }

  private void checkAcknowledged(LogEnd end) {
    long acknowledged = mark.map(HeadMark::revision).orElse(0L);
    if (acknowledged > end.head().revision()) {
      throw Faults.damaged(
          disk.directory().resolve(StoreLayout.segment(end.next().segment())),
          ("the log ends at byte %s with revision %s, but revision %s was committed; restore it"
                  + " from a backup; without one, removing %s gives up what is lost")
              .formatted(
                  end.next().offset(), end.head().revision(), acknowledged, HeadMarkFile.NAME));
    }
  }

  private StorageException missing(long number, long revision) {
    return Faults.damaged(
        disk.directory().resolve(StoreLayout.segment(number)),
        "the file is missing, though revision %s was committed; restore it from a backup"
            .formatted(revision));
  }

  private static StorageException damaged(LogSegment segment, LogEnd at, String what) {
    return Faults.damaged(
        segment.path(),
        "byte %s: %s; restore the file from a backup".formatted(at.next().offset(), what));
  }
}
