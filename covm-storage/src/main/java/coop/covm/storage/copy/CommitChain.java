package coop.covm.storage.copy;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import java.util.Map;

/** Holds commits that come one after the other to it that they are one history. */
final class CommitChain {
  private Head head;

  /**
   * @param head what the first one has to follow
   */
  CommitChain(Head head) {
    this.head = head;
  }

  Head head() {
    return head;
  }

  /**
   * Takes the next commit.
   *
   * @throws CopyException {@code HistoryBroken} if it does not follow the one before
   */
  void follow(CommitRecord record) {
    if (record.revision() != head.revision() + 1
        || !record.previous().equals(head.digest())
        || record.timeMillis() < head.timeMillis()) {
      throw new CopyException(
          CopyError.HISTORY_BROKEN,
          "revision %s does not follow revision %s of the digest %s"
              .formatted(record.revision(), head.revision(), head.digest()),
          Map.of("revision", Long.toString(record.revision())),
          null);
    }
    head = record.head();
  }
}
