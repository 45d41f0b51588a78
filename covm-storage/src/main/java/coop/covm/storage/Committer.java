package coop.covm.storage;

import coop.covm.storage.CommitQueue.Pending;
import coop.covm.storage.CommitRequest.Outcome;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackend.CommitTurn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the log: commits requests in groups, upon the newest revision, again if another
 * process was quicker.
 */
final class Committer {
  private static final Duration TURN = Duration.ofSeconds(1);

  /** After so many defeats by other processes the group asks for a turn across processes. */
  private static final int DEFEATS_BEFORE_TURN = 4;

  private final StorageBackend backend;
  private final Keyring keyring;
  private final InstantSource clock;
  private final Salts salts;
  private final ValueCache cache;
  private final Policies policies;
  private final StoreSecurity security;
  private final CommitQueue queue = new CommitQueue(this::commit);

  /** Used by the leader of the queue alone. */
  private final RecentChanges recent = new RecentChanges();

  /** Why the store takes no more commits, once a write has failed. */
  private volatile @Nullable StorageException failure;

  /**
   * @param keyring what the backend seals with
   * @param cache is told of every commit
   */
  Committer(
      StorageBackend backend,
      Keyring keyring,
      InstantSource clock,
      Salts salts,
      ValueCache cache,
      Policies policies,
      StoreSecurity security) {
    this.backend = backend;
    this.keyring = keyring;
    this.clock = clock;
    this.salts = salts;
    this.cache = cache;
    this.policies = policies;
    this.security = security;
  }

  /**
   * Commits a request: all or nothing, durable on return.
   *
   * @return the commit, or empty if the request changed nothing
   */
  Optional<CommitRecord> commit(CommitRequest request) {
    checkSound();
    Outcome outcome = queue.submit(request);
    while (outcome instanceof Outcome.Restate(Set<Key> absent)) {
      outcome = queue.submit(CommitRequest.without(absent, request));
    }
    return switch (outcome) {
      case Outcome.Committed committed -> Optional.of(committed.commit());
      case Outcome.Unchanged _ -> Optional.empty();
      case Outcome.Refused refused -> throw refused.reason();
      case Outcome.Restate _ -> throw new AssertionError("stated anew above");
    };
  }

  /** Holds other committers back for a moment, here and in other processes. */
  Optional<FairTurn> takeTurn() {
    FairTurn turn = queue.turns().take();
    if (turn == null) {
      return Optional.empty();
    }
    try {
      turn.holds(backend.reserve(TURN));
      queue.turns().start(turn);
      return Optional.of(turn);
    } catch (RuntimeException e) {
      queue.turns().end(turn);
      throw e;
    }
  }

  void endTurn(FairTurn turn) {
    queue.turns().end(turn);
    turn.release();
  }

  /** Refuses new requests and waits for those under way. */
  void close() {
    queue.close();
  }

  /** Whether no write has failed. */
  boolean isSound() {
    return failure == null;
  }

  private void checkSound() {
    StorageException first = failure;
    if (first != null) {
      throw stopped(first);
    }
  }

  private static StorageException stopped(StorageException first) {
    return new StorageException(
        StorageError.STORE_FAILED,
        "the store takes no more commits until it is opened again, since writing failed: "
            + first.getMessage(),
        first.facts(),
        first);
  }

  /** Commits a group; never throws what concerns one session only. */
  private void commit(List<Pending> group) {
    try {
      checkSound();
      for (List<Pending> part : byPolicy(group)) {
        commitPart(part);
      }
    } catch (RuntimeException | Error e) {
      // A bug, no memory, or a backend that breaks its contract: nobody may wait for ever, nobody
      // may take for stored what may not be, nobody may go on.
      failure =
          new StorageException(
              StorageError.STORE_FAILED, "committing failed unexpectedly: " + e, Map.of(), e);
      group.forEach(pending ->
          pending.settle(
              new Outcome.Refused(new IllegalStateException("committing failed: " + e, e))));
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  /**
   * A part for each request that may change what those after it are allowed, since it may depend on
   * what those before it made, such as how much a namespace holds; and one for those between.
   */
  private static List<List<Pending>> byPolicy(List<Pending> group) {
    List<List<Pending>> parts = new ArrayList<>(1);
    int begin = 0;
    for (int end = 1; end <= group.size(); end++) {
      if (end == group.size()
          || group.get(end - 1).request().changesPolicy()
          || group.get(end).request().changesPolicy()) {
        parts.add(group.subList(begin, end));
        begin = end;
      }
    }
    return parts;
  }

  private void commitPart(List<Pending> part) {
    try {
      checkSound();
      int defeats = 0;
      while (!isCommitted(part, defeats)) {
        defeats++;
      }
    } catch (StorageException e) {
      part.forEach(pending -> pending.settle(new Outcome.Refused(copy(e))));
    }
  }

  /** One try; false if another process was quicker. */
  private boolean isCommitted(List<Pending> group, int defeats) {
    try (CommitTurn _ = defeats < DEFEATS_BEFORE_TURN ? () -> {} : backend.reserve(TURN);
        BackendSnapshot snapshot = backend.snapshot()) {
      recent.catchUp(snapshot);
      StoreView newest = new StoreView(snapshot, snapshot.head().revision());
      StorePolicy policy = policies.at(snapshot);
      CommitGroup records =
          new CommitGroup(newest, snapshot.head(), recent, policy, keyring, clock.millis(), salts);
      List<Outcome> outcomes = new ArrayList<>(group.size());
      for (Pending pending : group) {
        outcomes.add(records.add(pending.request()));
      }
      if (!records.records().isEmpty()) {
        write(new CommitBatch(records.base().revision(), signed(policy, records.records())));
        records.records().forEach(recent::add);
        if (!group.getLast().request().changesPolicy()) {
          policies.carryOn(records.base().revision(), recent.newest());
        }
      }
      for (int i = 0; i < group.size(); i++) {
        group.get(i).settle(outcomes.get(i)); // not before they are true
      }
      return true;
    } catch (HeadMovedException e) {
      return false;
    }
  }

  /** The store signs the newest commit of each write, and with it all before. */
  private List<CommitRecord> signed(StorePolicy policy, List<CommitRecord> records) {
    if (!policy.isSecured()) {
      return records;
    }
    List<CommitRecord> signed = new ArrayList<>(records);
    signed.set(signed.size() - 1, security.signed(policy, signed.getLast()));
    return signed;
  }

  private void write(CommitBatch batch) throws HeadMovedException {
    try {
      backend.commit(batch);
      cache.committed(batch);
    } catch (StorageException e) {
      if (e.code() == StorageError.STORE_FAILED) {
        failure = e;
      }
      throw e;
    }
  }

  /** Each session throws an exception of its own, with the stack of the cause below it. */
  private static StorageException copy(StorageException e) {
    return new StorageException((StorageError) e.code(), e.getMessage(), e.facts(), e);
  }
}
