package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.storage.CommitStream;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.log.CommitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a store that one process has at a time: opens it for a moment, reads what has come,
 * closes it again, and only then prints, so that neither a pause nor a slow reader of the output
 * keeps others out.
 */
final class RepeatedLooks {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** How long one look waits for whoever has the store. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** How many commits one look reads at most. */
  private static final int COMMITS = 100;

  private final StoreVisit visit;
  private final WatchOptions options;
  private final Channel notes;

  /** Since when the store was not to be had; told once when that is longer than it should be. */
  private long heldSinceNanos;

  private boolean held;
  private boolean told;

  RepeatedLooks(StoreVisit visit, WatchOptions options, Channel notes) {
    this.visit = visit;
    this.options = options;
    this.notes = notes;
  }

  /** Prints the commits after a revision until the output is done. */
  void follow(long afterRevision, WatchOutput output) throws InterruptedException {
    long after = afterRevision;
    while (true) {
      Look look = look(after);
      look.commits().forEach(output::print);
      if (output.isDone()) {
        return;
      }
      after = look.revision();
      if (look.commits().size() < COMMITS) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private Look look(long after) throws InterruptedException {
    try (Store store = visit.place().withPatience(PATIENCE).open(OpenMode.READ_ONLY);
        CommitStream stream = options.stream(store, visit.caller(), after)) {
      held = false;
      return read(stream);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_BUSY) {
        throw e;
      }
      tellOfHolder(e);
      return new Look(List.of(), after);
    }
  }

  private static Look read(CommitStream stream) throws InterruptedException {
    List<CommitRecord> commits = new ArrayList<>();
    Optional<CommitRecord> next = stream.next(Duration.ZERO);
    while (next.isPresent()) {
      commits.add(next.get());
      next = commits.size() < COMMITS ? stream.next(Duration.ZERO) : Optional.empty();
    }
    return new Look(commits, stream.revision());
  }

  private void tellOfHolder(StorageException busy) {
    if (!held) {
      held = true;
      told = false;
      heldSinceNanos = System.nanoTime();
    } else if (!told
        && visit
                .place()
                .options()
                .patience()
                .compareTo(Duration.ofNanos(System.nanoTime() - heldSinceNanos))
            <= 0) {
      told = true;
      notes.line(
          "covm: %s holds the store %s; watching goes on when it lets go"
              .formatted(
                  busy.facts().getOrDefault("holder", "another process"), visit.place().url()));
    }
  }

  /**
   * What one look has found.
   *
   * @param revision up to which it has read
   */
  private record Look(List<CommitRecord> commits, long revision) {}
}
