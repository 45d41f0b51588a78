package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Disk.Access;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.Warnings;
import coop.covm.storage.file.IndexSnapshotFile.Content;
import coop.covm.storage.file.IndexSnapshotFile.Covered;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Brings the journal of a whole store to memory, under the journal lock: from the index snapshot
 * where there is one, else from the first line. Every byte of the journal is checked either way,
 * against the snapshot's digests or by reading its commits.
 */
final class JournalOpening {
  private static final int PART_BYTES = 1 << 18;

  private final Disk disk;
  private final boolean writing;
  private final FormatFile format;
  private final Durability durability;
  private final Warnings warnings;
  private final Access access;
  private long coveredBytes;

  JournalOpening(
      Disk disk, boolean writing, FormatFile format, Durability durability, Warnings warnings) {
    this.disk = disk;
    this.writing = writing;
    this.format = format;
    this.durability = durability;
    this.warnings = warnings;
    this.access = writing ? Access.WRITE : Access.READ;
  }

  /**
   * Opens the journal; a writer repairs its end.
   *
   * @throws coop.covm.storage.StorageException {@code StoreDamaged}
   */
  Journal open() throws IOException {
    Optional<Content> snapshot = IndexSnapshotFile.read(disk, warnings);
    Optional<JournalState> covered = Optional.empty();
    if (snapshot.isPresent()) {
      covered = covered(snapshot.get());
      coveredBytes = covered.map(JournalState::bytes).orElse(0L);
    }
    Journal journal = replay(covered.orElse(JournalState.EMPTY));
    boolean done = false;
    try {
      if (snapshot.isPresent() && covered.isEmpty()) {
        requireHolds(journal.state(), snapshot.get());
      }
      finish(journal);
      done = true;
      return journal;
    } finally {
      if (!done) {
        journal.close();
      }
    }
  }

  /** How much of the journal the index snapshot covered. */
  long coveredBytes() {
    return coveredBytes;
  }

  private Journal replay(JournalState start) throws IOException {
    OpenSegment active = OpenSegment.open(disk, start.active().firstRevision(), access);
    Journal journal = new Journal(disk, access, format, durability, start, active, warnings);
    boolean done = false;
    try {
      journal.catchUpAfterPowerLoss();
      done = true;
      return journal;
    } finally {
      if (!done) {
        journal.close();
      }
    }
  }

  private void finish(Journal journal) throws IOException {
    Optional<HeadMark> mark = journal.mark().read();
    if (mark.isPresent()) {
      journal.requireReached(mark.get());
      requireSame(journal.state(), mark.get());
    }
    if (journal.state().active().ended()) {
      unusedSegments(journal.state()); // nothing is repaired where something is damaged
    }
    if (writing) {
      // Whoever made the store may have died before its names were durable.
      disk.force();
      removeUnfinishedSegments();
      journal.mend();
    }
    List<String> unused = unusedSegments(journal.state());
    if (writing) {
      for (String name : unused) {
        disk.delete(name);
      }
      if (!unused.isEmpty()) {
        disk.force();
      }
      new UnforcedMark(disk).remove(); // taking over what was there has forced it
      HeadMark head = HeadMark.of(journal.state().head());
      if (!mark.equals(Optional.of(head))) {
        journal.mark().write(head);
      }
    }
  }

  private void requireSame(JournalState state, HeadMark mark) throws IOException {
    if (mark.revision() == 0 || digest(state, mark.revision()).equals(mark.digest())) {
      return;
    }
    Segment segment = state.segmentOf(mark.revision());
    throw Faults.damaged(
        disk.directory().resolve(segment.name()),
        segment.lineNumber(mark.revision()),
        "revision %s is not the one that was committed, whose digest was %s"
            .formatted(mark.revision(), mark.digest()));
  }

  private Digest digest(JournalState state, long revision) throws IOException {
    return new RecordReader(disk).read(state, revision).digest();
  }

  /** What a compaction left that was interrupted. */
  private void removeUnfinishedSegments() throws IOException {
    for (String name : disk.names()) {
      if (name.endsWith(StoreLayout.UNFINISHED)
          && StoreLayout.segmentRevision(
                  name.substring(0, name.length() - StoreLayout.UNFINISHED.length()))
              .isPresent()) {
        disk.delete(name);
      }
    }
  }

  /** Segments that no full one leads to. Empty ones are left from a crash. */
  private List<String> unusedSegments(JournalState state) throws IOException {
    TreeSet<Long> unused = new TreeSet<>(StoreLayout.segments(disk.names()));
    state.full().forEach(segment -> unused.remove(segment.firstRevision()));
    unused.remove(state.active().firstRevision());
    List<String> names = new ArrayList<>();
    for (long revision : unused) {
      String name = StoreLayout.segment(revision);
      if (disk.stamp(name).map(Disk.Stamp::size).orElse(0L) > 0) {
        throw Faults.damaged(
            disk.directory().resolve(name),
            "the journal before this segment does not lead to it: it ends with revision %s"
                .formatted(state.head().revision()));
      }
      names.add(name);
    }
    return names;
  }

  /** The state of the snapshot, or empty if the journal has not the bytes that it was made of. */
  private Optional<JournalState> covered(Content content) throws IOException {
    List<Segment> segments = new ArrayList<>();
    long expected = 1;
    for (Covered covered : content.segments()) {
      if (covered.firstRevision() != expected) {
        return Optional.empty();
      }
      Optional<Segment> segment = verified(covered);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      segments.add(segment.get());
      expected += covered.starts().length;
    }
    if (segments.isEmpty() || expected != content.head().revision() + 1) {
      return Optional.empty();
    }
    Segment active = segments.removeLast();
    return Optional.of(
        new JournalState(content.head(), content.index(), List.copyOf(segments), active));
  }

  private Optional<Segment> verified(Covered covered) throws IOException {
    String name = StoreLayout.segment(covered.firstRevision());
    if (disk.stamp(name).isEmpty()) {
      return Optional.empty();
    }
    MessageDigest sha256 = Segment.newSha256();
    byte[] part = new byte[PART_BYTES];
    try (DiskFile file = disk.open(name, Access.READ)) {
      for (long at = 0; at < covered.bytes(); ) {
        int count = file.read(at, part, 0, (int) Math.min(part.length, covered.bytes() - at));
        if (count < 0) {
          return Optional.empty();
        }
        sha256.update(part, 0, count);
        at += count;
      }
    }
    Segment segment =
        Segment.of(
            covered.firstRevision(), covered.starts(), covered.bytes(), covered.sealed(), sha256);
    return segment.digest().equals(covered.sha256()) ? Optional.of(segment) : Optional.empty();
  }

  /**
   * The journal reads well from its start, but its bytes are not those that the snapshot was made
   * of. Compaction changes bytes, but no digest of a commit.
   */
  private void requireHolds(JournalState state, Content snapshot) throws IOException {
    Head head = snapshot.head();
    if (head.revision() > state.head().revision()
        || (head.revision() > 0 && !digest(state, head.revision()).equals(head.digest()))) {
      throw otherJournal(snapshot);
    }
  }

  private RuntimeException otherJournal(Content snapshot) {
    Path index = disk.directory().resolve(StoreLayout.INDEX);
    return Faults.damaged(
        index,
        ("the journal is sound in itself, but it is not the one that held revision %s when this"
                + " file was written; if the journal was put back from a backup, remove this file"
                + " and %s")
            .formatted(snapshot.head().revision(), StoreLayout.HEAD));
  }
}
