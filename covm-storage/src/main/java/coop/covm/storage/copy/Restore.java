package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.VerificationReport;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a store of a backup: as it was at the end of the backup, or at a point before. Needs no
 * keys. For use by one thread.
 */
public final class Restore {
  private final BackupSource source;
  private final RestorePoint point;
  private final CopyListener listener;

  public Restore(BackupSource source, RestorePoint point, CopyListener listener) {
    this.source = source;
    this.point = point;
    this.listener = listener;
  }

  /**
   * What a backup holds up to the point.
   *
   * @param head the newest commit
   * @param parts how many parts of the backup were read
   * @param masterKeys the ids of the master keys that are needed to read what is encrypted
   */
  public record Content(Head head, int parts, List<String> masterKeys) {
    public Content {
      masterKeys = List.copyOf(masterKeys);
    }
  }

  /**
   * What was restored.
   *
   * @param before how many commits were there already, from a call that was interrupted
   * @param signingKey the name of the private key that the store signs with and has not got; empty
   *     if it is not secured
   */
  public record Report(
      Content content, long before, Optional<String> signingKey, VerificationReport verification) {}

  /**
   * Reads all of the backup and changes nothing: every block's sum, every commit's digests, and
   * that the parts follow each other.
   *
   * @throws CopyException {@code BackupNotFound}, {@code NotABackup}, {@code BackupVersion}, {@code
   *     BackupDamaged}, {@code BackupChain}, {@code NoSuchPoint}, {@code BackupFailed}
   * @throws InterruptedException if the thread is interrupted
   */
  public Content check() throws InterruptedException {
    try (Parts parts = source.open()) {
      BackupCommits backup = BackupCommits.begin(parts, source.name());
      RestoredCommits commits = new RestoredCommits(backup, point);
      Head head = Head.EMPTY;
      for (Optional<CommitRecord> next = commits.next(); next.isPresent(); next = commits.next()) {
        checkInterrupt();
        head = next.get().head();
        told(CopyListener.Stage.CHECKED, head, backup);
      }
      readToEnd(backup);
      return new Content(head, backup.parts(), backup.header().masterKeys());
    } catch (IOException e) {
      throw Backup.failed(source.name(), e);
    }
  }

  /** What lies behind the point is checked too, for who keeps a backup wants to know of all. */
  private void readToEnd(BackupCommits backup) throws IOException, InterruptedException {
    for (Optional<CommitRecord> next = backup.next(); next.isPresent(); next = backup.next()) {
      checkInterrupt();
      told(CopyListener.Stage.CHECKED, next.get().head(), backup);
    }
  }

  /**
   * Restores. What can be read twice is checked before anything is written. The target is empty, or
   * an unfinished restore of the same backup up to the same point, which goes on, or what a
   * finished one has left, to which nothing is done. On return it is durable, checked, and may be
   * opened.
   *
   * @param target stays open
   * @throws CopyException as {@link #check}; {@code CopyTargetTaken} if the target is something
   *     else
   * @throws coop.covm.storage.StorageException {@code HistoryNotSound}; as of writing to the target
   * @throws InterruptedException if the thread is interrupted; called again, it goes on
   */
  public Report into(StorageBackend target) throws InterruptedException {
    return fromTheBeginning(backup -> into(target, backup));
  }

  /**
   * As {@link #into(StorageBackend)}, and opens the target itself, and closes it: only after the
   * backup has shown that it is one, so that nothing is made of what is none.
   *
   * @param target makes the store if it is not there
   */
  public Report into(Supplier<StorageBackend> target) throws InterruptedException {
    return fromTheBeginning(backup -> {
      try (StorageBackend opened = target.get()) {
        return into(opened, backup);
      }
    });
  }

  @FunctionalInterface
  private interface Writing {
    Report from(BackupCommits backup) throws IOException, InterruptedException;
  }

  private Report fromTheBeginning(Writing writing) throws InterruptedException {
    if (source.isRepeatable()) {
      Content _ = check();
    }
    try (Parts parts = source.open()) {
      return writing.from(BackupCommits.begin(parts, source.name()));
    } catch (IOException e) {
      throw Backup.failed(source.name(), e);
    }
  }

  private Report into(StorageBackend target, BackupCommits backup)
      throws IOException, InterruptedException {
    CopyTarget.State state = CopyTarget.look(target);
    CopyMark mark = new CopyMark(origin(backup), 0);
    if (state.isUnfinished() && !state.isCopyOf(mark)) {
      throw taken(
          "it is an unfinished copy of something else, or to another point; finish or remove that first");
    }
    if (!state.isFree() && !state.isUnfinished()) {
      return finishedBefore(backup, target, state);
    }
    return copy(backup, CopyTarget.begin(target, mark), target);
  }

  /** Who was killed after it had ended calls again, and is told that all is well. */
  private Report finishedBefore(BackupCommits backup, StorageBackend target, CopyTarget.State state)
      throws IOException, InterruptedException {
    Head there = state.head();
    RestoredCommits commits = new RestoredCommits(backup, point);
    while (commits.next().isPresent()) {
      checkInterrupt();
      told(CopyListener.Stage.CHECKED, commits.last(), backup);
    }
    if (!commits.last().equals(there)) {
      throw taken(state.whyTaken());
    }
    VerificationReport verification =
        CopyTarget.verifyFinished(target, there, listener, _ -> false);
    return report(backup, there, there.revision(), target, verification);
  }

  private static Report report(
      BackupCommits backup,
      Head head,
      long before,
      StorageBackend target,
      VerificationReport verification) {
    Content content = new Content(head, backup.parts(), backup.header().masterKeys());
    return new Report(content, before, CopyTarget.missingKey(target), verification);
  }

  private Digest origin(BackupCommits backup) {
    return Digest.sha256(backup.origin().bytes(), point.text().getBytes(UTF_8));
  }

  private Report copy(BackupCommits backup, CopyTarget copy, StorageBackend target)
      throws IOException, InterruptedException {
    Head there = copy.written();
    RestoredCommits commits = new RestoredCommits(backup, point);
    Head head = Head.EMPTY;
    for (Optional<CommitRecord> next = commits.next(); next.isPresent(); next = commits.next()) {
      checkInterrupt();
      CommitRecord record = next.get();
      head = record.head();
      if (record.revision() > there.revision()) {
        copy.add(record);
      } else if (record.revision() == there.revision() && !record.digest().equals(there.digest())) {
        throw taken("it holds other commits than the backup");
      }
      told(CopyListener.Stage.COPIED, head, backup);
    }
    if (head.revision() < there.revision()) {
      throw taken("it holds more commits than the backup");
    }
    VerificationReport verification = copy.finish(head, listener);
    return report(backup, head, there.revision(), target, verification);
  }

  private void told(CopyListener.Stage stage, Head head, BackupCommits backup) {
    listener.reached(stage, head.revision(), backup.header().through().revision());
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static CopyException taken(String why) {
    return new CopyException(
        CopyError.TARGET_TAKEN, "nothing can be restored into the target: " + why, Map.of(), null);
  }
}
