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
  private final InstantSource clock;
  private final Salts salts;
  private final ValueCache cache;
  private final CommitQueue queue = new CommitQueue(this::commit);

  /** Used by the leader of the queue alone. */
  private final RecentChanges recent = new RecentChanges();

  /** Why the store takes no more commits, once a write has failed. */
  private volatile @Nullable StorageException failure;

  /**
   * @param cache is told of every commit
   */
  Committer(StorageBackend backend, InstantSource clock, Salts salts, ValueCache cache) {
    this.backend = backend;
    this.clock = clock;
    this.salts = salts;
    this.cache = cache;
  }

  /**
   * Commits a request: all or nothing, durable on return.
   *
   * @return the commit, or empty if the request changed nothing
   */
  Optional<CommitRecord> commit(CommitRequest request) {
    checkSound();
    return switch (queue.submit(request)) {
      case Outcome.Committed committed -> Optional.of(committed.commit());
      case Outcome.Unchanged ignored -> Optional.empty();
      case Outcome.Refused refused -> throw refused.reason();
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
      int defeats = 0;
      while (!isCommitted(group, defeats)) {
        defeats++;
      }
    } catch (StorageException e) {
      group.forEach(pending -> pending.settle(new Outcome.Refused(copy(e))));
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

  /** One try; false if another process was quicker. */
  private boolean isCommitted(List<Pending> group, int defeats) {
    try (CommitTurn _ = defeats < DEFEATS_BEFORE_TURN ? () -> {} : backend.reserve(TURN);
        BackendSnapshot snapshot = backend.snapshot()) {
      recent.catchUp(snapshot);
      StoreView newest = new StoreView(snapshot, snapshot.head().revision());
      CommitGroup records = new CommitGroup(newest, snapshot.head(), recent, clock.millis(), salts);
      List<Outcome> outcomes = new ArrayList<>(group.size());
      for (Pending pending : group) {
        outcomes.add(records.add(pending.request()));
      }
      if (!records.records().isEmpty()) {
        write(new CommitBatch(records.base().revision(), records.records()));
        records.records().forEach(recent::add);
      }
      for (int i = 0; i < group.size(); i++) {
        group.get(i).settle(outcomes.get(i)); // not before they are true
      }
      return true;
    } catch (HeadMovedException e) {
      return false;
    }
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
