package coop.covm.storage.tck.history;

import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import java.util.Random;
import java.util.UUID;

/** Does random transactions, one after the other, by every way of the public API. */
final class Worker {
  private static final int MOST_ACTIONS = 6;

  private final Store store;
  private final Recorder recorder;
  private final Random random;
  private final RandomActions actions;
  private final SessionWork sessions;

  Worker(Store store, int number, Random random, Keyspace keyspace, Recorder recorder) {
    this.store = store;
    this.recorder = recorder;
    this.random = random;
    actions = new RandomActions(number, random, keyspace);
    sessions = new SessionWork(store, random, actions, recorder);
  }

  /** Works until so many transactions are recorded. */
  void work(long transactions) {
    while (recorder.recorded().size() < transactions) {
      switch (random.nextInt(20)) {
        case 0, 1 -> readOnly();
        case 2 -> newestView();
        case 3 -> formerView();
        case 4 -> rollBack();
        case 5, 6 -> increment();
        case 7, 8, 9, 10 -> sessions.session();
        case 11 -> sessions.blindChange();
        default -> readAndWrite();
      }
    }
  }

  private void readAndWrite() {
    UUID run = recorder.newRun();
    try (Draft draft = recorder.draft(run, Kind.CURRENT);
        StorageTransaction transaction = begin(run, draft)) {
      actions.readAndWrite(new Target.OfTransaction(transaction), draft, MOST_ACTIONS);
      draft.finish(transaction::commit);
    }
  }

  private void increment() {
    UUID run = recorder.newRun();
    try (Draft draft = recorder.draft(run, Kind.CURRENT);
        StorageTransaction transaction = begin(run, draft)) {
      actions.incrementOnly(new Target.OfTransaction(transaction), draft, 3);
      draft.finish(transaction::commit);
    }
  }

  private void readOnly() {
    UUID run = recorder.newRun();
    try (Draft draft = recorder.draft(run, Kind.CURRENT);
        StorageTransaction transaction = begin(run, draft)) {
      actions.readOnly(new Target.OfTransaction(transaction), draft, MOST_ACTIONS);
      draft.finish(transaction::commit);
    }
  }

  private void rollBack() {
    UUID run = recorder.newRun();
    try (Draft draft = recorder.draft(run, Kind.CURRENT);
        StorageTransaction transaction = begin(run, draft)) {
      actions.readAndWrite(new Target.OfTransaction(transaction), draft, MOST_ACTIONS);
      transaction.rollback();
      draft.finish(new Outcome.RolledBack());
    }
  }

  private void newestView() {
    try (Draft draft = recorder.draft(recorder.newRun(), Kind.CURRENT);
        StoreView view = store.view()) {
      draft.reads(view.revision());
      actions.readOnly(new Target.OfView(view), draft, MOST_ACTIONS);
      draft.finish(new Outcome.Unchanged());
    }
  }

  private void formerView() {
    long revision = random.nextLong(store.revision() + 1);
    try (Draft draft = recorder.draft(recorder.newRun(), Kind.PAST);
        StoreView view = store.viewAt(revision)) {
      draft.reads(revision);
      actions.readOnly(new Target.OfView(view), draft, MOST_ACTIONS);
      draft.finish(new Outcome.Unchanged());
    }
  }

  private StorageTransaction begin(UUID run, Draft draft) {
    StorageTransaction transaction = store.begin(recorder.options(run));
    draft.reads(transaction.view());
    return transaction;
  }
}
