package coop.covm.storage.rocksdb;

import coop.covm.storage.log.Head;

/**
 * Where the log ends.
 *
 * @param head its newest commit
 * @param next where the next frame belongs
 * @param last where the frame of the newest commit begins; of no meaning in an empty log
 * @param durable up to where it is known to survive a power loss. {@code next} when all is forced;
 *     less while commits are buffered, and in what the index keeps: it is written while the last
 *     group is being flushed, so there it is where that group begins
 */
record LogEnd(Head head, LogPosition next, LogPosition last, LogPosition durable) {
  static final LogEnd EMPTY =
      new LogEnd(
          Head.EMPTY,
          LogPosition.beginningOf(1),
          LogPosition.beginningOf(1),
          LogPosition.beginningOf(1));

  /** The same end, with all of it durable. */
  LogEnd forced() {
    return new LogEnd(head, next, last, next);
  }
}
