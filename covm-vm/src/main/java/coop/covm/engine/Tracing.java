package coop.covm.engine;

import coop.covm.engine.DispatchLoop.Until;

/** Runs a machine one instruction at a time, and tells a tracer before and after each. */
final class Tracing {
  private Tracing() {}

  /** Runs until the main program returns; without pauses once the tracer does not watch. */
  static void run(Machine m, TracePoint point, Tracer tracer) {
    while (!m.finished) {
      if (!tracer.isWatching()) {
        FusedLoop.runAll(m);
        return;
      }
      tracer.before(point);
      DispatchLoop.run(m, Until.NEXT_INSTRUCTION);
      tracer.after(point);
    }
  }
}
