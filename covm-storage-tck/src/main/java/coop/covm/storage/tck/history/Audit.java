package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Looks at everything that a store holds when the workers are done, and at what it held at some
 * former revisions. What it sees is recorded as theirs is, and judged as theirs is.
 */
final class Audit {
  private static final int FORMER_REVISIONS = 40;

  private final Keyspace keyspace;
  private final Random random;
  private final Recorder recorder;
  private Optional<Throwable> failure = Optional.empty();
  private List<LoggedCommit> log = List.of();

  Audit(Keyspace keyspace, Random random, Recorder recorder) {
    this.keyspace = keyspace;
    this.random = random;
    this.recorder = recorder;
  }

  /** What it saw. */
  List<RecordedTransaction> recorded() {
    return recorder.recorded();
  }

  /** Every commit of the log when it looked last, the first one first. */
  List<LoggedCommit> log() {
    return log;
  }

  /** What it was stopped by. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Looks at the store; whatever is thrown is a finding too. */
  void look(Store store) {
    try {
      lookAtNewest(store);
      long newest = store.revision();
      for (int i = 0; i < FORMER_REVISIONS; i++) {
        lookAt(store, random.nextLong(newest + 1));
      }
      log = readLog(store);
    } catch (RuntimeException e) {
      failure = failure.or(() -> Optional.of(e));
    }
  }

  private void lookAtNewest(Store store) {
    try (Draft draft = recorder.draft(recorder.newRun(), Kind.CURRENT);
        StoreView view = store.view()) {
      draft.reads(view.revision());
      lookAtAll(view, draft);
      for (Key key : keyspace.keys()) {
        List<KeyVersion> seen = view.versions(key).stream().map(Audit::version).toList();
        draft.actions().add(new Action.Versions(key, seen));
      }
      draft.finish(new Outcome.Unchanged());
    }
  }

  private static List<LoggedCommit> readLog(Store store) {
    List<LoggedCommit> log = new ArrayList<>();
    try (StoreView view = store.view()) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        log.add(LoggedCommit.of(view.commit(revision)));
      }
    }
    return log;
  }

  private void lookAt(Store store, long revision) {
    try (Draft draft = recorder.draft(recorder.newRun(), Kind.PAST);
        StoreView view = store.viewAt(revision)) {
      draft.reads(revision);
      lookAtAll(view, draft);
      draft.finish(new Outcome.Unchanged());
    }
  }

  private void lookAtAll(StoreView view, Draft draft) {
    for (KeyPrefix prefix : keyspace.prefixes()) {
      draft
          .actions()
          .add(new Action.Listing(prefix, Optional.empty(), view.listKeys(prefix), true));
    }
    for (Key key : keyspace.keys()) {
      draft.actions().add(new Action.Get(key, view.get(key)));
      draft.actions().add(new Action.Contains(key, view.contains(key)));
    }
  }

  private static KeyVersion version(Version version) {
    return new KeyVersion(version.revision(), version.value());
  }
}
