package coop.covm.storage.rocksdb;

import coop.covm.storage.log.Head;

/**
 * Where the log ends.
 *
 * @param head its newest commit
 * @param next where the next frame belongs
 * @param last where the frame of the newest commit begins; of no meaning in an empty log
 */
record LogEnd(Head head, LogPosition next, LogPosition last) {
  static final LogEnd EMPTY =
      new LogEnd(Head.EMPTY, LogPosition.beginningOf(1), LogPosition.beginningOf(1));
}
