package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that asks to be committed: what it read and since when, and what it changes. The
 * session waits until the outcome is set, so nothing here changes while it is looked at.
 *
 * @param since the revision as of which everything in {@code reads} was read
 * @param changes ordered by key, at least one
 * @param turn the turn that lets it pass others, if the session holds one
 * @param bytes roughly how much memory it takes
 */
record CommitRequest(
    Optional<String> principal,
    Optional<KeyPrefix> namespace,
    RunRecord run,
    long place,
    List<ReadView> views,
    long since,
    ReadSet reads,
    List<SaltedChange> changes,
    @Nullable FairTurn turn,
    long bytes) {

  /**
   * Salts and digests the values here, in the session's own thread, so that committing many
   * sessions together does not.
   */
  static CommitRequest of(
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      Salts salts,
      @Nullable FairTurn turn) {
    List<SaltedChange> changes = new ArrayList<>();
    writes
        .changes()
        .forEach((key, change) ->
            changes.add(
                switch (change) {
                  case PendingChange.Put put ->
                      new SaltedChange.Put(key, new SaltedValue(salts.next(), put.value()));
                  case PendingChange.Remove ignored -> new SaltedChange.Remove(key);
                  case PendingChange.Add add ->
                      new SaltedChange.Add(key, new SaltedValue(salts.next(), add.amount()));
                }));
    return new CommitRequest(
        ledger.principal(),
        ledger.namespace(),
        ledger.run(),
        ledger.place(),
        ledger.views(),
        since,
        reads,
        changes,
        turn,
        writes.bytes());
  }

  /** A change whose value has its digest, while what it meets is not known yet. */
  sealed interface SaltedChange {
    Key key();

    record Put(Key key, SaltedValue value) implements SaltedChange {}

    record Remove(Key key) implements SaltedChange {}

    record Add(Key key, SaltedValue amount) implements SaltedChange {}
  }

  /** What became of a request. */
  sealed interface Outcome {
    /** Stored and durable. */
    record Committed(CommitRecord commit) implements Outcome {}

    /** It changed nothing, so there is no commit. */
    record Unchanged() implements Outcome {}

    /** Not stored. */
    record Refused(RuntimeException reason) implements Outcome {}
  }
}
