package coop.covm.storage;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.spi.BackendSnapshot;

/** The newest policy of a store, read again only when it has changed. */
final class Policies {
  private volatile Known newest = new Known(0, StorePolicy.OPEN);

  /** The policy as of the newest commit that a snapshot shows. */
  StorePolicy at(BackendSnapshot snapshot) {
    long head = snapshot.head().revision();
    Known known = newest;
    if (known.head == head) {
      return known.policy;
    }
    StorePolicy policy = policy(snapshot, known.policy);
    if (head > known.head) {
      newest = new Known(head, policy);
    }
    return policy;
  }

  private static StorePolicy policy(BackendSnapshot snapshot, StorePolicy known) {
    long revision =
        snapshot.get(CommitIndex.policyKey()).map(CommitIndex::policyRevision).orElse(0L);
    return known.revision() == revision
        ? known
        : StorePolicy.of(revision, new StoreView(snapshot, snapshot.head().revision()));
  }

  /** Commits that change no policy have come right after a revision. */
  void carryOn(long from, long to) {
    Known known = newest;
    if (known.head == from) {
      newest = new Known(to, known.policy);
    }
  }

  /**
   * @param head as of which the policy is known
   */
  private record Known(long head, StorePolicy policy) {}
}
