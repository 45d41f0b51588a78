package coop.covm.storage;

import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the commits of one run say about it: who and which program, the place of each commit among
 * them, and the views since the commit before. For use by one thread.
 */
final class RunLedger {
  private final Optional<String> principal;
  private final Optional<KeyPrefix> namespace;
  private final RunRecord run;
  private final List<ReadView> views = new ArrayList<>();
  private long place = 1;

  RunLedger(SessionOptions options, Salts salts) {
    this.principal = options.principal();
    this.namespace = options.namespace();
    this.run = RunRecord.of(options.statement(), salts::next);
  }

  Optional<String> principal() {
    return principal;
  }

  Optional<KeyPrefix> namespace() {
    return namespace;
  }

  RunRecord run() {
    return run;
  }

  /** The place of the next commit, from 1. */
  long place() {
    return place;
  }

  /** The views since the last commit, copied. */
  List<ReadView> views() {
    return List.copyOf(views);
  }

  /** The run's view was set to this revision. */
  void moved(long revision) {
    if (!views.isEmpty() && views.getLast().revision() == revision) {
      views.set(views.size() - 1, new ReadView(revision, views.getLast().times() + 1));
    } else {
      views.add(new ReadView(revision, 1));
    }
  }

  /** A commit of the run was stored, and its view is that of the commit now. */
  void committed(long revision) {
    place++;
    views.clear();
    moved(revision);
  }
}
