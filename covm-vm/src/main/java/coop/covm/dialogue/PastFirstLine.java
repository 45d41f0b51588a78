package coop.covm.dialogue;

import coop.covm.engine.Outcome;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;

/** Lets another tracer watch what was typed, not the line before it that loads the stack. */
final class PastFirstLine implements Tracer {
  private final Tracer tracer;
  private final boolean skipsFirstLine;
  private boolean skipping;

  PastFirstLine(Tracer tracer, boolean skipsFirstLine) {
    this.tracer = tracer;
    this.skipsFirstLine = skipsFirstLine;
  }

  @Override
  public void before(TracePoint point) {
    skipping = skipsFirstLine && point.line() == 1;
    if (!skipping) {
      tracer.before(point);
    }
  }

  @Override
  public void after(TracePoint point) {
    if (!skipping) {
      tracer.after(point);
    }
  }

  @Override
  public void ended(Outcome outcome) {
    tracer.ended(outcome);
  }

  @Override
  public boolean isWatching() {
    return tracer.isWatching();
  }
}
