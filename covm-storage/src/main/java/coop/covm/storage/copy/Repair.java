package coop.covm.storage.copy;

import coop.covm.storage.Finding;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.repair.Damage;
import coop.covm.storage.repair.DamageReport;
import coop.covm.storage.repair.Examination;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a new store of what is proved of a damaged one: its commits from the first on, with their
 * digests and signatures, and the private key that the store signs with. The damaged store stays as
 * it is.
 */
public final class Repair {
  private final DamagedLog log;
  private final Examination examination;
  private final CopyListener listener;

  /**
   * @param log what was examined, still open
   */
  public Repair(DamagedLog log, Examination examination, CopyListener listener) {
    this.log = log;
    this.examination = examination;
    this.listener = listener;
  }

  /**
   * What was done.
   *
   * @param head the newest commit of the new store
   * @param before how many commits it had, from an attempt that was interrupted
   * @param missingKey the name of the private key that the store signs with, if it was not there
   * @param verification what checking the new store came to; it finds what the loss of a program's
   *     text, or of a value in a namespace with a quota, leaves for good
   */
  public record Report(
      Head head, long before, Optional<String> missingKey, VerificationReport verification) {}

  /**
   * Writes the new store. On return it is durable, checked, and may be opened; before that nobody
   * opens it. Called again after an interruption it goes on; to a new store that is finished
   * nothing is done, but it is checked again.
   *
   * @param target makes the store if it is not there; closed on return
   * @throws CopyException {@code CopyTargetTaken} if something else is there; {@code HistoryBroken}
   *     if the damaged store changed meanwhile
   * @throws coop.covm.storage.StorageException {@code HistoryNotSound} if the history that is
   *     proved is not a sound one, which damage alone does not do: the new store stays unfinished;
   *     as of writing
   * @throws IOException if the damaged store cannot be read any more
   * @throws InterruptedException if the thread is interrupted
   */
  public Report into(Supplier<StorageBackend> target) throws IOException, InterruptedException {
    try (StorageBackend opened = target.get()) {
      return into(opened);
    }
  }

  private Report into(StorageBackend target) throws IOException, InterruptedException {
    Head end = examination.report().head();
    CopyMark mark = new CopyMark(origin(end), 0);
    CopyTarget.State state = CopyTarget.look(target);
    if (state.isStoreWith(end)) {
      return finishedBefore(target, end);
    }
    if (!state.isFree() && !state.isCopyOf(mark)) {
      throw taken(
          state.isUnfinished()
              ? "it is an unfinished copy of something else; finish or remove that first"
              : state.whyTaken());
    }
    CopyTarget copy = CopyTarget.begin(target, mark);
    Head there = copy.written();
    examination.commits(commit -> add(commit, there, end, copy));
    copy.write();
    Optional<String> missingKey = giveSigningKey(target);
    VerificationReport verification = copy.finish(end, listener, this::isKnown);
    return new Report(end, there.revision(), missingKey, verification);
  }

  /** Who was killed after it had ended calls again, and is told that all is well. */
  private Report finishedBefore(StorageBackend target, Head end) throws InterruptedException {
    VerificationReport verification =
        CopyTarget.verifyFinished(target, end, listener, this::isKnown);
    return new Report(end, end.revision(), CopyTarget.missingKey(target), verification);
  }

  private static Digest origin(Head end) {
    return Digest.sha256(
        "covm repair/1 ".getBytes(StandardCharsets.US_ASCII), end.digest().bytes());
  }

  private void add(SalvagedCommit commit, Head there, Head end, CopyTarget copy) {
    CommitRecord record = commit.record();
    if (record.revision() > there.revision()) {
      copy.add(record);
    } else if (record.revision() == there.revision() && !record.digest().equals(there.digest())) {
      throw taken("it holds other commits than the damaged store");
    }
    listener.reached(CopyListener.Stage.COPIED, record.revision(), end.revision());
  }

  private Optional<String> giveSigningKey(StorageBackend target) throws IOException {
    Optional<String> name;
    try (BackendSnapshot snapshot = target.snapshot()) {
      name = StoreCopies.signingKey(snapshot);
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> secret = log.secret(name.get());
    secret.ifPresent(key -> target.keepSecret(name.get(), key));
    return secret.isPresent() ? Optional.empty() : name;
  }

  /** What follows from losses that were listed. */
  private boolean isKnown(Finding finding) {
    DamageReport report = examination.report();
    Set<Damage.Kind> lost = EnumSet.noneOf(Damage.Kind.class);
    report.damages().forEach(damage -> lost.add(damage.kind()));
    return switch (finding.kind()) {
      case PROGRAM -> lost.contains(Damage.Kind.TEXT);
      case QUOTA -> lost.contains(Damage.Kind.VALUE);
      case RECORD, VALUE, CHAIN, SIGNATURE, UPON, RUN, ACCESS, HEAD, FROM, INDEX -> false;
    };
  }

  private static CopyException taken(String why) {
    return new CopyException(
        CopyError.TARGET_TAKEN, "the repaired store cannot be written: " + why, Map.of(), null);
  }
}
