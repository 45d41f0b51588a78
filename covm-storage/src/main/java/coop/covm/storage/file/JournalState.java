package coop.covm.storage.file;

import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.Head;
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

  /** The size of the whole journal in bytes. */
  long bytes() {
    long bytes = active.end();
    for (Segment segment : full) {
      bytes += segment.end();
    }
    return bytes;
  }
}
