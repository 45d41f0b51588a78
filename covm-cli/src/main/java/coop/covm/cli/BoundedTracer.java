package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;

/** Lets another tracer watch so many instructions, says when that ends, and lets the run go on. */
final class BoundedTracer implements Tracer {
  private final Tracer tracer;
  private final long limit;
  private final Channel notes;
  private long watched;
  private boolean told;

  BoundedTracer(Tracer tracer, long limit, Channel notes) {
    this.tracer = tracer;
    this.limit = limit;
    this.notes = notes;
  }

  @Override
  public void before(TracePoint point) {
    watched++;
    tracer.before(point);
  }

  @Override
  public void after(TracePoint point) {
    tracer.after(point);
  }

  @Override
  public void afterAtomic(TracePoint point, boolean committed) {
    if (isWatching()) {
      tracer.afterAtomic(point, committed);
    }
  }

  @Override
  public boolean isWatching() {
    if (watched < limit) {
      return true;
    }
    if (!told) {
      told = true;
      notes.line(
          "covm: %,d instructions are shown, the run goes on without; %s N shows more"
              .formatted(limit, WatchingOptions.LIMIT));
    }
    return false;
  }
}
