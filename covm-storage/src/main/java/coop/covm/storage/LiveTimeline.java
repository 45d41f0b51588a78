package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store as it goes on. */
final class LiveTimeline implements Timeline {
  private final Store store;

  LiveTimeline(Store store) {
    this.store = store;
  }

  @Override
  public StoreView newest(Caller caller) {
    return store.view(caller);
  }

  @Override
  public StoreView at(Caller caller, long revision) {
    return store.viewAt(caller, revision);
  }

  @Override
  public Head head() {
    return store.head();
  }

  @Override
  public Optional<FairTurn> takeTurn() {
    return store.takeTurn();
  }

  @Override
  public void endTurn(FairTurn turn) {
    store.endTurn(turn);
  }

  @Override
  public void checkMayChange(Key key) {
    store.checkMayChange(key);
  }

  @Override
  public Optional<CommitRecord> commit(
      CommitRequest.Author author,
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      @Nullable FairTurn turn) {
    return store.commit(author, ledger, since, reads, writes, turn);
  }
}
