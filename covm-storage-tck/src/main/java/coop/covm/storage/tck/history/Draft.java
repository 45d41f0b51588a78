package coop.covm.storage.tck.history;

import coop.covm.storage.IncrementException;
import coop.covm.storage.Key;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The record of a transaction that is still going on. Closed before it is finished, because
 * something was thrown, its outcome is unknown.
 */
final class Draft implements AutoCloseable {
  private final Recorder recorder;
  private final UUID run;
  private final long place;
  private final Kind kind;
  private final long invoked;
  private final List<Action> actions = new ArrayList<>();
  private long view;
  private boolean finished;

  Draft(Recorder recorder, UUID run, long place, Kind kind, long invoked) {
    this.recorder = recorder;
    this.run = run;
    this.place = place;
    this.kind = kind;
    this.invoked = invoked;
  }

  void reads(long revision) {
    view = revision;
  }

  long view() {
    return view;
  }

  List<Action> actions() {
    return actions;
  }

  /**
   * Ends it with what the call says or throws.
   *
   * @param commit gives the new revision, or empty if nothing was changed
   */
  Outcome finish(Supplier<OptionalLong> commit) {
    Outcome outcome = outcome(commit);
    finish(outcome);
    return outcome;
  }

  void finish(Outcome outcome) {
    finished = true;
    recorder.add(run, place, kind, invoked, view, actions, outcome);
  }

  @Override
  public void close() {
    if (!finished) {
      finish(new Outcome.Unknown());
    }
  }

  private static Outcome outcome(Supplier<OptionalLong> commit) {
    try {
      OptionalLong revision = commit.get();
      return revision.isPresent()
          ? new Outcome.Committed(revision.getAsLong())
          : new Outcome.Unchanged();
    } catch (IncrementException e) {
      return new Outcome.Refused(e.key());
    } catch (StorageException e) {
      if (e.code() != StorageError.TRANSACTION_CONFLICT) {
        throw e;
      }
      return new Outcome.Conflict(
          Key.parse(e.facts().getOrDefault("key", "")),
          Long.parseLong(e.facts().getOrDefault("revision", "")));
    }
  }
}
