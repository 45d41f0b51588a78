package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.storage.log.CommitRecord;

/** Prints commits, each on a line, up to the number that was asked for. */
final class WatchOutput {
  private final WatchOptions options;
  private final boolean json;
  private final Channel out;
  private long printed;

  WatchOutput(WatchOptions options, boolean json, Channel out) {
    this.options = options;
    this.json = json;
    this.out = out;
  }

  /** Whether as many have been printed as were asked for. */
  boolean isDone() {
    return options.count().isPresent() && printed >= options.count().getAsLong();
  }

  /** Does nothing when it is done. */
  void print(CommitRecord commit) {
    if (isDone()) {
      return;
    }
    if (json) {
      out.json(ShownCommit.json(commit, options.prefix()));
    } else {
      out.line(ShownCommit.text(commit, options.prefix()));
    }
    printed++;
  }
}
