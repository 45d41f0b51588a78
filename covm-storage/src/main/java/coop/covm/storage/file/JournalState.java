package coop.covm.storage.file;

import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.Compaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole store as of one commit. Unchanging, so that a snapshot is a reference to one.
 *
 * @param head the newest commit
 * @param index what follows from all commits
 * @param full the segments that are full, oldest first
 * @param active the segment that the next commit goes to
 */
record JournalState(Head head, PersistentIndex index, List<Segment> full, Segment active) {

  /** A store without commits. */
  static final JournalState EMPTY =
      new JournalState(Head.EMPTY, PersistentIndex.EMPTY, List.of(), Segment.empty(1));

  /** The segment that holds a revision between 1 and that of the head. */
  Segment segmentOf(long revision) {
    if (revision >= active.firstRevision()) {
      return active;
    }
    int low = 0;
    int high = full.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (full.get(middle).firstRevision() <= revision) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return full.get(low);
  }

  /** This state with a full segment as it is after it was rewritten. */
  JournalState with(Segment rewritten) {
    List<Segment> segments = new ArrayList<>(full);
    segments.replaceAll(s -> s.firstRevision() == rewritten.firstRevision() ? rewritten : s);
    return new JournalState(head, index, List.copyOf(segments), active);
  }

  /** This state with the index entries that a compaction leaves. */
  JournalState pruned(Compaction compaction) {
    PersistentIndex pruned = index;
    for (byte[] key : compaction.removed()) {
      pruned = pruned.remove(key);
    }
    for (CommitIndex.Entry entry : compaction.put()) {
      pruned = pruned.put(entry.key(), entry.value());
    }
    for (Compaction.Replacement replacement : compaction.replaced()) {
      pruned = pruned.replace(replacement);
    }
    return new JournalState(head, pruned, full, active);
  }

  /** The full segments in which a compaction erases something, oldest first. */
  List<Segment> concerned(Compaction compaction) {
    return full.stream()
        .filter(s -> compaction.concerns(s.firstRevision(), s.firstRevision() + s.lines() - 1))
        .toList();
  }

  /** The size of the whole journal in bytes. */
  long bytes() {
    long bytes = active.end();
    for (Segment segment : full) {
      bytes += segment.end();
    }
    return bytes;
  }
}
