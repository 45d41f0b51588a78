package coop.covm.storage;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.spi.BackendSnapshot;

/** The newest policy of a store, read again only when it has changed. */
final class Policies {
  private volatile StorePolicy newest = StorePolicy.OPEN;

  /** The policy as of the newest commit that a snapshot shows. */
  StorePolicy at(BackendSnapshot snapshot) {
    long revision =
        snapshot.get(CommitIndex.policyKey()).map(CommitIndex::policyRevision).orElse(0L);
    StorePolicy known = newest;
    if (known.revision() == revision) {
      return known;
    }
    StorePolicy read =
        StorePolicy.of(revision, new StoreView(snapshot, snapshot.head().revision()));
    if (read.revision() > known.revision()) {
      newest = read;
    }
    return read;
  }
}
