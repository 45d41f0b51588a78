package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Proves what a store's history says: who changed what, by which program, and that nobody has
 * touched it since. Changes nothing. Safe for use by any number of threads.
 */
public final class StoreAudit {
  private final Store store;

  StoreAudit(Store store) {
    this.store = store;
  }

  /**
   * The newest head, to be written down where nobody can reach it who can reach the store, and
   * given to {@link #verify} later.
   *
   * @throws StorageException {@code RevisionNotFound} if there is no commit yet
   */
  public HeadStatement head() {
    try (StoreView view = store.ownView()) {
      if (view.revision() == 0) {
        throw new StorageException(
            StorageError.REVISION_NOT_FOUND, "the store has no commits yet, so it has no head");
      }
      CommitRecord newest = view.commit(view.revision());
      return new HeadStatement(newest.head(), newest.headSignature());
    }
  }

  /**
   * Checks digests, chain, signatures, the rules of the time, quotas, and the derived state, from
   * the first commit on. Reads and commits go on meanwhile; what is committed meanwhile is not
   * looked at.
   *
   * @param from a head that was written down earlier, which the store must still have
   * @param progress told the revision that was checked, in order
   * @throws StorageException {@code AccessDenied} if the caller may not read the whole store
   * @throws InterruptedException if the thread is interrupted
   */
  public VerificationReport verify(
      Caller caller, Optional<HeadStatement> from, LongConsumer progress)
      throws InterruptedException {
    try (StoreView view = store.view(caller)) {
      view.guard().checkReadsAll();
    }
    try (BackendSnapshot snapshot = store.backend().snapshot()) {
      return new Verification(snapshot).run(from, progress);
    }
  }

  /**
   * What the store holds now, for somebody who may see all of it; close it after use.
   *
   * @throws StorageException {@code AccessDenied} if the caller may not read the whole store, what
   *     lies under {@code system/} too
   */
  public StoreView wholeView(Caller caller) {
    StoreView view = store.view(caller);
    try {
      view.guard().checkEverywhere(Action.READ, "the store as a whole");
      return view;
    } catch (RuntimeException e) {
      view.close();
      throw e;
    }
  }

  /**
   * The text of a program that made commits here.
   *
   * @return empty if none of them is of this program, or the caller may not read what its first
   *     commit changed
   */
  public Optional<String> program(Caller caller, Digest program) {
    try (StoreView view = store.view(caller)) {
      OptionalLong first = view.programRevision(program);
      return first.isEmpty()
          ? Optional.empty()
          : view.visibleCommit(first.getAsLong()).flatMap(CommitRecord::programText);
    }
  }

  /**
   * Makes the run that made a commit ready to run again, from its beginning to that commit.
   *
   * @throws StorageException {@code RevisionNotFound}; {@code NotReplayable} if no program made it,
   *     or a parameter of the run has been erased; {@code AccessDenied} if the caller may not read
   *     the whole store; {@code StoreDamaged} if the commits of the run do not lead to its first
   */
  public Replay replay(Caller caller, long revision) {
    try (StoreView view = store.view(caller)) {
      view.guard().checkReadsAll();
    }
    try (StoreView view = store.ownView()) {
      List<CommitRecord> commits = commitsOfRun(view, view.commit(revision));
      RunRecord run = commits.getFirst().body().run();
      Digest program =
          run.program()
              .orElseThrow(() ->
                  notReplayable(revision, "no program made it: a command or an embedder did"));
      run.parameters()
          .forEach((name, value) -> {
            if (value.isErased()) {
              throw notReplayable(revision, "the parameter %s was erased".formatted(name));
            }
          });
      OptionalLong first = view.programRevision(program);
      String text =
          (first.isEmpty()
                  ? Optional.<String>empty()
                  : view.commit(first.getAsLong()).programText())
              .orElseThrow(
                  () -> notReplayable(revision, "the text of its program is not in the store"));
      return new Replay(store, commits, text);
    }
  }

  /** Each commit of a run but the first was made upon the one before, and says so. */
  private static List<CommitRecord> commitsOfRun(StoreView view, CommitRecord last) {
    Deque<CommitRecord> commits = new ArrayDeque<>();
    commits.add(last);
    while (commits.getFirst().body().place() > 1) {
      CommitRecord later = commits.getFirst();
      long before = later.body().views().getFirst().revision();
      CommitRecord earlier = before < 1 || before >= later.revision() ? later : view.commit(before);
      if (!earlier.body().run().runId().equals(later.body().run().runId())
          || earlier.body().place() != later.body().place() - 1) {
        throw new StorageException(
            StorageError.STORE_DAMAGED,
            "revision %s is commit %s of its run, and revision %s is not the one before"
                .formatted(later.revision(), later.body().place(), before));
      }
      commits.addFirst(earlier);
    }
    return List.copyOf(commits);
  }

  private static StorageException notReplayable(long revision, String why) {
    return new StorageException(
        StorageError.NOT_REPLAYABLE,
        "revision %s cannot be replayed: %s".formatted(revision, why),
        Map.of("revision", Long.toString(revision)),
        null);
  }
}
