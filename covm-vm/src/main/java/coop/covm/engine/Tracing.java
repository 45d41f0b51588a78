package coop.covm.engine;

/** Runs a machine one instruction at a time, and tells a tracer before and after each. */
final class Tracing {
  private Tracing() {}

  /** Runs until the main program returns; without pauses once the tracer does not watch. */
  static void run(Machine m, TracePoint point, Tracer tracer) {
    while (!m.finished) {
      if (!tracer.isWatching()) {
        DispatchLoop.run(m, false);
        return;
      }
      tracer.before(point);
      DispatchLoop.run(m, true);
      tracer.after(point);
    }
  }
}
