package coop.covm.storage.tck.history;

import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Keeps what one worker does. For use by one thread. */
final class Recorder {
  private final int worker;
  private final LongSupplier clock;
  private final List<RecordedTransaction> recorded = new ArrayList<>();
  private long runs;

  /**
   * @param clock gives a greater number at each call of anybody
   */
  Recorder(int worker, LongSupplier clock) {
    this.worker = worker;
    this.clock = clock;
  }

  List<RecordedTransaction> recorded() {
    return recorded;
  }

  /** A number that is greater than any given before. */
  long now() {
    return clock.getAsLong();
  }

  /** The name of a run that nobody else uses in this history. */
  UUID newRun() {
    return new UUID(worker, ++runs);
  }

  SessionOptions options(UUID run) {
    return new SessionOptions(
        Optional.of("worker" + worker), Optional.empty(), RunStatement.direct(run, 0));
  }

  /** Begins the record of a transaction that is alone in its run and is invoked now. */
  Draft draft(UUID run, Kind kind) {
    return draft(run, 1, kind, now());
  }

  Draft draft(UUID run, long place, Kind kind, long invoked) {
    return new Draft(this, run, place, kind, invoked);
  }

  void add(
      UUID run,
      long place,
      Kind kind,
      long invoked,
      long view,
      List<Action> actions,
      Outcome outcome) {
    recorded.add(
        new RecordedTransaction(run, place, worker, kind, invoked, now(), view, actions, outcome));
  }
}
