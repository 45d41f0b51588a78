package coop.covm.storage;

import coop.covm.storage.identity.Signature;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.SaltedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that asks to be committed: what it read and since when, and what it states. The
 * session waits until the outcome is set, so nothing here changes while it is looked at.
 *
 * @param author who states it, on what authority
 * @param since the revision as of which everything in {@code reads} was read
 * @param stated the body as the principal states it; what its increments come to is not known yet,
 *     so each names its amount as its result
 * @param statedDigest of that body
 * @param signature of that body, if the store is secured
 * @param programText the text of its program, if there is one
 * @param absent keys that it removes too and that the statement leaves out, since nothing was
 *     there; empty at first
 * @param turn the turn that lets it pass others, if the session holds one
 * @param bytes roughly how much memory it takes
 */
record CommitRequest(
    Author author,
    long since,
    ReadSet reads,
    CommitBody stated,
    Digest statedDigest,
    Optional<Signature> signature,
    Optional<String> programText,
    Set<Key> absent,
    @Nullable FairTurn turn,
    long bytes) {

  /**
   * Whom a request comes from.
   *
   * @param guard what let the changes through when they were made
   * @param own whether it is the store itself, which notes something
   */
  record Author(Caller caller, Guard guard, boolean own) {}

  /**
   * Salts, digests and signs the values and the body here, in the session's own thread, so that
   * committing many sessions together does not.
   *
   * @param signs whether the store asks for signatures
   */
  static CommitRequest of(
      Author author,
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      Salts salts,
      @Nullable FairTurn turn,
      boolean signs) {
    List<Change> changes = new ArrayList<>(writes.changes().size());
    writes.changes().forEach((key, change) -> changes.add(stated(key, change, salts)));
    Optional<SigningKey> key = signs ? ledger.caller().key() : Optional.empty();
    CommitBody body =
        new CommitBody(
            ledger.caller().principal(),
            ledger.namespace(),
            ledger.run(),
            ledger.place(),
            ledger.views(),
            key.map(_ -> ledger.upon()),
            changes);
    return stating(
        author, since, reads, body, key, ledger.programText(), Set.of(), turn, writes.bytes());
  }

  private static CommitRequest stating(
      Author author,
      long since,
      ReadSet reads,
      CommitBody body,
      Optional<SigningKey> key,
      Optional<String> programText,
      Set<Key> absent,
      @Nullable FairTurn turn,
      long bytes) {
    Digest digest = Digest.sha256(body.text());
    return new CommitRequest(
        author,
        since,
        reads,
        body,
        digest,
        key.map(signing -> signing.sign(CommitBody.statement(digest))),
        programText,
        absent,
        turn,
        bytes);
  }

  /**
   * The same request, stated anew without the removals of keys that are not there.
   *
   * @param original the request that leaves none out
   */
  static CommitRequest without(Set<Key> absent, CommitRequest original) {
    List<Change> changes =
        original.stated.changes().stream()
            .filter(change -> !absent.contains(change.key()))
            .toList();
    return stating(
        original.author,
        original.since,
        original.reads,
        original.stated.with(changes),
        original.signature.flatMap(_ -> original.author.caller().key()),
        original.programText,
        Set.copyOf(absent),
        original.turn,
        original.bytes);
  }

  /** Whether it may change what other requests are allowed. */
  boolean changesPolicy() {
    return stated.changes().stream().anyMatch(change -> SystemKeys.isPolicy(change.key()));
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

    /**
     * Not stored: its statement, which is signed, says other removals than take place. To be stated
     * anew without these.
     */
    record Restate(Set<Key> absent) implements Outcome {}

    /** Not stored. */
    record Refused(RuntimeException reason) implements Outcome {}
  }
}
