package coop.covm.storage.tck.history;

import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Random work in sessions: transactions that are tried again after a conflict, and reads and
 * changes outside transactions.
 */
final class SessionWork {
  private static final int TRIES = 6;
  private static final int MOST_ACTIONS = 5;

  private final Store store;
  private final Random random;
  private final RandomActions actions;
  private final Recorder recorder;

  SessionWork(Store store, Random random, RandomActions actions, Recorder recorder) {
    this.store = store;
    this.random = random;
    this.actions = actions;
    this.recorder = recorder;
  }

  /** A session that does a few things. */
  void session() {
    try (Running running = open()) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> running.look();
          case 1 -> running.change(actions::readModifyWrite);
          case 2 -> running.change((target, draft) -> actions.incrementOnly(target, draft, 1));
          default -> running.transaction();
        }
      }
    }
  }

  /** A session of its own, since one that has read the key before does not change it blindly. */
  void blindChange() {
    try (Running running = open()) {
      running.change(actions::changeBlindly);
    }
  }

  private Running open() {
    UUID run = recorder.newRun();
    long moved = recorder.now();
    return new Running(run, moved, store.session(recorder.options(run)));
  }

  /** An open session. */
  private final class Running implements AutoCloseable {
    private final UUID run;
    private final Session session;
    private final Target.Writable target;
    private long place = 1;

    /** Before the session's view was moved to where it is. */
    private long moved;

    Running(UUID run, long moved, Session session) {
      this.run = run;
      this.moved = moved;
      this.session = session;
      target = new Target.OfSession(session);
    }

    /** Reads outside a transaction. */
    void look() {
      try (Draft draft = draft()) {
        actions.readOnly(target, draft, MOST_ACTIONS);
        draft.finish(new Outcome.Unchanged());
      }
    }

    /** Does what commits by itself, outside a transaction. */
    void change(BiConsumer<Target.Writable, Draft> work) {
      try (Draft draft = draft()) {
        long before = recorder.now();
        noteOutcome(draft.finish(() -> committed(() -> work.accept(target, draft))), before);
      }
    }

    /** A transaction that is tried again, with a turn in the end. */
    void transaction() {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        moved = recorder.now();
        try (Draft draft = recorder.draft(run, place, Kind.CURRENT, moved)) {
          session.begin(attempt);
          draft.reads(session.view());
          actions.readAndWrite(target, draft, MOST_ACTIONS);
          long before = recorder.now();
          Outcome outcome = draft.finish(session::commit);
          if (outcome instanceof Outcome.Committed) {
            noteOutcome(outcome, before);
          }
          if (!(outcome instanceof Outcome.Conflict)) {
            return;
          }
        }
      }
    }

    @Override
    public void close() {
      session.close();
    }

    private Draft draft() {
      Draft draft = recorder.draft(run, place, Kind.CURRENT, moved);
      draft.reads(session.view());
      return draft;
    }

    /** The revision that the session's work was committed as, if it changed anything. */
    private OptionalLong committed(Runnable work) {
      long before = session.committedChanges();
      work.run();
      return session.committedChanges() == before
          ? OptionalLong.empty()
          : OptionalLong.of(session.view());
    }

    private void noteOutcome(Outcome outcome, long before) {
      if (outcome instanceof Outcome.Committed) {
        place++;
      }
      if (outcome instanceof Outcome.Committed || outcome instanceof Outcome.Conflict) {
        moved = before;
      }
    }
  }
}
