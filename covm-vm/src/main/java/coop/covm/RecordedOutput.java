package coop.covm;

import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run tells; what was rolled back and dumps are no result. */
final class RecordedOutput implements Output {
  private final List<String> emitted = new ArrayList<>();
  private final List<RunResult.Event> events = new ArrayList<>();

  @Override
  public void emit(String text) {
    emitted.add(text);
  }

  @Override
  public void event(String category, String message) {
    events.add(new RunResult.Event(category, message));
  }

  @Override
  public void rolledBack(String text) {}

  @Override
  public void rolledBackEvent(String category, String message) {}

  @Override
  public void dump(String text) {}

  RunResult result(Outcome outcome) {
    return new RunResult(
        emitted, events, outcome.stack(), outcome.revision(), outcome.writes(), outcome.fuel());
  }
}
