package coop.covm.cli;

import coop.covm.engine.TracePoint;

/** What is told of the transaction that an atomic run is. */
final class WholeRun {
  private WholeRun() {}

  /** How it ended, as a part of a sentence. */
  static String ended(TracePoint point, boolean committed) {
    return committed
        ? "ends the transaction of the whole run, at revision %s".formatted(point.revision())
        : "meets a conflict with another commit, so the whole run is undone and begins again";
  }
}
