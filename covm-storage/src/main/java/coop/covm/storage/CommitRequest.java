package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.SaltedValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that asks to be committed: what it read and since when, and what it states. The
 * session waits until the outcome is set, so nothing here changes while it is looked at.
 *
 * @param since the revision as of which everything in {@code reads} was read
 * @param stated the body as the principal states it; what its increments come to is not known yet,
 *     so each names its amount as its result
 * @param statedDigest of that body
 * @param turn the turn that lets it pass others, if the session holds one
 * @param bytes roughly how much memory it takes
 */
record CommitRequest(
    long since,
    ReadSet reads,
    CommitBody stated,
    Digest statedDigest,
    @Nullable FairTurn turn,
    long bytes) {

  /**
   * Salts and digests the values and the body here, in the session's own thread, so that committing
   * many sessions together does not.
   */
  static CommitRequest of(
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      Salts salts,
      @Nullable FairTurn turn) {
    List<Change> changes = new ArrayList<>(writes.changes().size());
    writes.changes().forEach((key, change) -> changes.add(stated(key, change, salts)));
    CommitBody body =
        new CommitBody(
            ledger.principal(),
            ledger.namespace(),
            ledger.run(),
            ledger.place(),
            ledger.views(),
            changes);
    return new CommitRequest(
        since, reads, body, CommitRecord.bodyDigest(body), turn, writes.bytes());
  }

  private static Change stated(Key key, PendingChange change, Salts salts) {
    return switch (change) {
      case PendingChange.Put put -> new Change.Set(key, new SaltedValue(salts.next(), put.value()));
      case PendingChange.Remove ignored -> new Change.Delete(key);
      case PendingChange.Add add -> {
        SaltedValue amount = new SaltedValue(salts.next(), add.amount());
        yield new Change.Increment(key, amount, amount);
      }
    };
  }

  /** What became of a request. */
  sealed interface Outcome {
    /** Stored and durable, once it is told. */
    record Committed(CommitRecord commit) implements Outcome {}

    /** It changed nothing, so there is no commit. */
    record Unchanged() implements Outcome {}

    /** Not stored. */
    record Refused(RuntimeException reason) implements Outcome {}
  }
}
