package coop.covm.storage.copy;

import coop.covm.storage.Finding;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A backend that gets the commits of another: as they are, in their order, many at a time so that
 * not each waits for the disk. Until it is finished nobody else opens it. For use by one thread.
 */
final class CopyTarget {
  private static final int MOST_COMMITS = 4_096;
  private static final long MOST_BYTES = 4L << 20;

  /** About what a commit and a change have beside the value. */
  private static final long OVERHEAD_BYTES = 200;

  private final StorageBackend backend;
  private final CommitChain chain;
  private final List<CommitRecord> batch = new ArrayList<>();
  private long batchBytes;
  private Head written;

  private CopyTarget(StorageBackend backend, Head head) {
    this.backend = backend;
    this.written = head;
    this.chain = new CommitChain(head);
  }

  /** What a backend holds, before it becomes a target. */
  record State(Head head, Optional<CopyMark> mark, boolean isUnfinished) {
    /** Nothing, so that any copy may begin there. */
    boolean isFree() {
      return head.revision() == 0 && !isUnfinished;
    }

    /** An unfinished copy of this origin. */
    boolean isCopyOf(CopyMark wanted) {
      return mark.map(known -> known.origin().equals(wanted.origin())).orElse(false);
    }

    /** A store that ends with this commit, such as a finished copy has left. */
    boolean isStoreWith(Head wanted) {
      return !isUnfinished && head.equals(wanted);
    }

    /** Why a copy of something else cannot begin there. */
    String whyTaken() {
      return "it is a store with %s; name a place where there is none yet"
          .formatted(head.revision() == 1 ? "a commit" : head.revision() + " commits");
    }
  }

  static State look(StorageBackend backend) {
    Optional<byte[]> mark = StoreCopies.unfinished(backend);
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return new State(snapshot.head(), mark.flatMap(CopyMark::parse), mark.isPresent());
    }
  }

  /**
   * Begins to write behind what is there, which whoever calls has looked at.
   *
   * @param mark what it is until it is finished; durable on return
   */
  static CopyTarget begin(StorageBackend backend, CopyMark mark) {
    StoreCopies.markUnfinished(backend, mark.bytes());
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return new CopyTarget(backend, snapshot.head());
    }
  }

  /** The newest commit that is durable there. */
  Head written() {
    return written;
  }

  /**
   * Takes the next commit. It is durable when {@link #finish} has returned, at the latest.
   *
   * @throws CopyException {@code HistoryBroken}; {@code CopyTargetTaken} if somebody else has
   *     written there
   */
  void add(CommitRecord record) {
    chain.follow(record);
    batch.add(record);
    batchBytes += bytes(record);
    if (batch.size() >= MOST_COMMITS || batchBytes >= MOST_BYTES) {
      write();
    }
  }

  private static long bytes(CommitRecord record) {
    long bytes = OVERHEAD_BYTES;
    for (Change change : record.body().changes()) {
      bytes += OVERHEAD_BYTES + change.made().map(value -> (long) value.byteSize()).orElse(0L);
    }
    return bytes;
  }

  /** Makes durable what was taken so far. */
  void write() {
    if (batch.isEmpty()) {
      return;
    }
    try {
      backend.commit(new CommitBatch(written.revision(), batch));
    } catch (HeadMovedException e) {
      throw new CopyException(
          CopyError.TARGET_TAKEN,
          "somebody else has written to the store while it was copied to; remove it and copy anew",
          Map.of(),
          e);
    }
    written = chain.head();
    batch.clear();
    batchBytes = 0;
  }

  /**
   * Writes the rest, checks all that is there from the first commit on, and lets others open the
   * store.
   *
   * @param expected its newest commit
   * @throws StorageException {@code HistoryNotSound}; the copy stays unfinished
   */
  VerificationReport finish(Head expected, CopyListener listener) throws InterruptedException {
    return finish(expected, listener, _ -> false);
  }

  /**
   * The same where not all can be sound.
   *
   * @param known findings that do not keep the copy from being finished
   */
  VerificationReport finish(Head expected, CopyListener listener, Predicate<Finding> known)
      throws InterruptedException {
    write();
    VerificationReport report =
        verified(
            backend,
            expected,
            listener,
            known,
            "what was copied is not sound, and stays unfinished");
    StoreCopies.markFinished(backend);
    return report;
  }

  /**
   * Checks all that a finished copy has left, from the first commit on, and changes nothing.
   *
   * @param expected its newest commit
   * @param known findings that no copy could help
   * @throws StorageException {@code HistoryNotSound}
   */
  static VerificationReport verifyFinished(
      StorageBackend backend, Head expected, CopyListener listener, Predicate<Finding> known)
      throws InterruptedException {
    return verified(
        backend, expected, listener, known, "the store that is there already is not sound");
  }

  private static VerificationReport verified(
      StorageBackend backend,
      Head expected,
      CopyListener listener,
      Predicate<Finding> known,
      String otherwise)
      throws InterruptedException {
    VerificationReport report =
        StoreCopies.verify(
            backend,
            revision ->
                listener.reached(CopyListener.Stage.VERIFIED, revision, expected.revision()));
    if (!report.head().digest().equals(expected.digest())) {
      throw new IllegalStateException(
          "the copy ends with %s, not with %s".formatted(report.head(), expected));
    }
    long tolerated = report.findings().stream().filter(known).count();
    if (report.findingCount() > tolerated) {
      throw unsound(otherwise, report);
    }
    return report;
  }

  /** The name of the private key that a store signs with and has not got; empty if it has. */
  static Optional<String> missingKey(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return StoreCopies.signingKey(snapshot).filter(name -> backend.secret(name).isEmpty());
    }
  }

  private static StorageException unsound(String what, VerificationReport report) {
    return new StorageException(
        StorageError.HISTORY_NOT_SOUND,
        "%s: %s findings; the first, at revision %s: %s"
            .formatted(
                what,
                report.findingCount(),
                report.findings().getFirst().revision(),
                report.findings().getFirst().message()));
  }
}
