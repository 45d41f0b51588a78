package coop.covm.storage.copy;

import coop.covm.storage.Caller;
import coop.covm.storage.Store;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a store with all its history into another backend, so that the copy takes its place:
 * commits with their digests and signatures, and the private key that the store signs with. What is
 * committed to the source meanwhile is no part of it; called again it brings the rest.
 */
public final class Migration {
  private final Store source;
  private final Caller caller;
  private final CopyListener listener;

  public Migration(Store source, Caller caller, CopyListener listener) {
    this.source = source;
    this.caller = caller;
    this.listener = listener;
  }

  /**
   * What was done.
   *
   * @param head the newest commit of the copy, and of the source when the copy began
   * @param before how many commits the target had
   * @param missingKey the name of the private key that the store signs with, if the source has not
   *     got it
   * @param verification what checking the copy came to
   */
  public record Report(
      Head head, long before, Optional<String> missingKey, VerificationReport verification) {}

  /**
   * Copies. The target is empty, or an unfinished copy of the same store, which goes on, or a copy
   * to which nobody has committed, which gets what is new. On return it is durable, checked, and
   * may be opened.
   *
   * @param target stays open
   * @throws CopyException {@code CopyTargetTaken} if it is something else; {@code CopyDisturbed};
   *     {@code HistoryBroken}
   * @throws coop.covm.storage.StorageException {@code AccessDenied} if the caller may not
   *     administer the whole source; {@code HistoryNotSound}; as of reading and writing the stores
   * @throws InterruptedException if the thread is interrupted; called again, it goes on
   */
  public Report into(StorageBackend target) throws InterruptedException {
    try (CopiedHistory history = CopiedHistory.of(source, caller)) {
      CopyMark mark = new CopyMark(history.first(), history.head().revision());
      CopyTarget.State state = CopyTarget.look(target);
      if (!state.isFree()) {
        requireBeginning(history, target, mark, state);
      }
      CopyTarget copy = CopyTarget.begin(target, mark);
      Optional<String> missingKey = source.copies().giveSigningKey(target);
      copy(history, copy);
      history.requireUndisturbed();
      VerificationReport verification = copy.finish(history.head(), listener);
      return new Report(history.head(), state.head().revision(), missingKey, verification);
    }
  }

  private void copy(CopiedHistory history, CopyTarget copy) throws InterruptedException {
    long newest = history.head().revision();
    for (long revision = copy.written().revision() + 1; revision <= newest; revision++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      copy.add(history.commit(revision));
      listener.reached(CopyListener.Stage.COPIED, revision, newest);
    }
  }

  private static void requireBeginning(
      CopiedHistory history, StorageBackend target, CopyMark mark, CopyTarget.State state) {
    Head there = state.head();
    if (state.isUnfinished() && !state.isCopyOf(mark) && !isOfEmptyStore(state)) {
      throw taken("it is an unfinished copy of something else; finish or remove that first");
    }
    if (there.revision() > history.head().revision()
        || !history.head(there.revision()).digest().equals(there.digest())) {
      throw taken(
          "it holds %s commits that are no beginning of the source's history; name a place where there is no store yet"
              .formatted(there.revision()));
    }
    long asOf = state.mark().map(CopyMark::asOf).orElse(there.revision());
    if (there.revision() > 0 && Math.max(history.erased(), history.rekeyed()) > asOf) {
      throw taken(
          "it was copied as of revision %s, and since then values were erased or encrypted anew in what it holds; remove it and copy anew"
              .formatted(asOf));
    }
    try (BackendSnapshot snapshot = target.snapshot()) {
      if (!snapshot.head().equals(there)) {
        throw taken("somebody writes to it");
      }
    }
  }

  private static boolean isOfEmptyStore(CopyTarget.State state) {
    return state.head().revision() == 0 && state.mark().map(mark -> mark.asOf() == 0).orElse(false);
  }

  private static CopyException taken(String why) {
    return new CopyException(
        CopyError.TARGET_TAKEN, "nothing can be copied to the target: " + why, Map.of(), null);
  }
}
