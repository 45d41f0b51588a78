package coop.covm.storage.copy;

import coop.covm.storage.Caller;
import coop.covm.storage.Store;
import coop.covm.storage.disk.UnfinishedFile;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Backs a store up with all its history, as of the moment when it begins, while others go on
 * committing. Values that are encrypted stay so, and no master key is needed. What was erased
 * before is not in it.
 *
 * <p>Every method throws a {@link coop.covm.storage.StorageException}: {@code AccessDenied} if the
 * caller may not administer the whole store; {@code StoreFailed}, {@code StoreDamaged}.
 */
public final class Backup {
  private final Store store;
  private final Caller caller;
  private final CopyListener listener;

  public Backup(Store store, Caller caller, CopyListener listener) {
    this.store = store;
    this.caller = caller;
    this.listener = listener;
  }

  /**
   * What was backed up.
   *
   * @param file the file that was written; empty if nothing was new, or it went to a stream
   * @param full whether it needs no part before it
   * @param head the newest commit that the backup has now
   * @param commits how many were written
   * @param bytes how many were written
   * @param id of the part that was written, or of the newest one
   * @param masterKeys the ids of the master keys that are needed to read what is encrypted in it
   * @param signingKey the name of the private key that the store signs with, which is no part of a
   *     backup; empty if the store is not secured
   * @param outdated files that hold what has been erased or encrypted since: remove them
   */
  public record Report(
      Optional<Path> file,
      boolean full,
      Head head,
      long commits,
      long bytes,
      Digest id,
      List<String> masterKeys,
      Optional<String> signingKey,
      List<Path> outdated) {
    public Report {
      masterKeys = List.copyOf(masterKeys);
      outdated = List.copyOf(outdated);
    }
  }

  /**
   * Writes what is new into a directory of backups: one file, which is there whole and durable or
   * not at all. The first is a full backup. So is one after values were erased, or encrypted with
   * other keys, in what the files before hold.
   *
   * @param directory made if it is not there
   * @param full to begin with a full backup in any case
   * @throws CopyException {@code BackupPlace} if the directory holds something else, or backups of
   *     another history; {@code BackupBusy}; {@code BackupDamaged}, {@code BackupVersion}, {@code
   *     NotABackup} if the newest file there is not what it was; {@code BackupFailed}; {@code
   *     CopyDisturbed}; {@code HistoryBroken}
   * @throws InterruptedException if the thread is interrupted; nothing was written
   */
  public Report into(Path directory, boolean full) throws InterruptedException {
    try (CopiedHistory history = CopiedHistory.of(store, caller);
        BackupDirectory backups = BackupDirectory.open(directory)) {
      Optional<BackupPart> newest = full ? readable(backups) : backups.newest();
      newest.ifPresent(part -> requireOf(history, part, directory, full));
      boolean fits = newest.isPresent() && mayContinue(history, newest.get());
      boolean continues = fits && !full;
      List<Path> outdated = newest.isPresent() && !fits ? backups.files() : List.of();
      if (continues && isUpToDate(history, newest.get())) {
        return report(history, newest.get());
      }
      Optional<BackupPart> upon = continues ? newest : Optional.empty();
      Path file = backups.nextFile(!continues);
      try (UnfinishedFile unfinished = backups.next(!continues)) {
        PartWriter writer = write(history, upon, unfinished.stream());
        Digest id = writer.end();
        history.requireUndisturbed();
        unfinished.finish();
        return report(history, upon, Optional.of(file), writer.bytes(), id, outdated);
      }
    } catch (IOException e) {
      throw failed(directory.toString(), e);
    }
  }

  /**
   * Writes a backup to a stream. It is a backup only if this returns.
   *
   * @param out is flushed, not closed
   * @param upon the file of an earlier part, which this one is to go on from; empty for a full one
   * @throws CopyException {@code BackupPlace} if {@code upon} is of another history, or values in
   *     it were erased or encrypted since; as {@link #into}
   * @throws IOException if the stream fails
   * @throws InterruptedException if the thread is interrupted
   */
  public Report to(OutputStream out, Optional<Path> upon) throws IOException, InterruptedException {
    try (CopiedHistory history = CopiedHistory.of(store, caller)) {
      Optional<BackupPart> part = Optional.empty();
      if (upon.isPresent()) {
        part = Optional.of(readUpon(upon.get()));
        requireOf(history, part.get(), upon.get(), false);
        if (!mayContinue(history, part.get())) {
          throw place(
              upon.get(),
              "values that it holds were erased or encrypted since; make a full backup, and remove those before");
        }
      }
      PartWriter writer = write(history, part, out);
      history.requireUndisturbed(); // before the end, without which it is no backup
      Digest id = writer.end();
      out.flush();
      return report(history, part, Optional.empty(), writer.bytes(), id, List.of());
    }
  }

  /** Who begins anew need not have a newest part that is whole. */
  private static Optional<BackupPart> readable(BackupDirectory backups) throws IOException {
    try {
      return backups.newest();
    } catch (CopyException e) {
      return Optional.empty();
    }
  }

  private static BackupPart readUpon(Path file) {
    try {
      return BackupPart.of(file);
    } catch (IOException e) {
      throw failed(file.toString(), e);
    }
  }

  private PartWriter write(CopiedHistory history, Optional<BackupPart> upon, OutputStream out)
      throws IOException, InterruptedException {
    Head after = upon.map(part -> part.header().through()).orElse(Head.EMPTY);
    PartWriter writer =
        new PartWriter(
            out,
            new BackupHeader(
                history.first(),
                history.head(after.revision()),
                history.head(),
                upon.map(BackupPart::id).orElse(Digest.NONE),
                System.currentTimeMillis(),
                history.masterKeys()));
    long newest = history.head().revision();
    for (long revision = after.revision() + 1; revision <= newest; revision++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      writer.add(history.commit(revision));
      listener.reached(CopyListener.Stage.COPIED, revision, newest);
    }
    return writer;
  }

  /**
   * A part can be gone on from if the store still has what it ends with. Who begins anew only needs
   * the same store.
   */
  private static void requireOf(CopiedHistory history, BackupPart part, Path place, boolean anew) {
    Head through = part.header().through();
    if (through.revision() > 0 && !part.header().first().equals(history.first())) {
      throw place(place, "its newest backup is of another store; name another directory");
    }
    if (anew) {
      return;
    }
    if (through.revision() > history.head().revision()) {
      throw place(
          place,
          "its newest backup has revision %s and the store ends with revision %s: the store was set back; name another directory, or begin anew there with --full"
              .formatted(through.revision(), history.head().revision()));
    }
    if (!history.head(through.revision()).digest().equals(through.digest())) {
      throw place(
          place,
          "its newest backup is of another course of this store, in which revision %s has another digest; name another directory, or begin anew there with --full"
              .formatted(through.revision()));
    }
  }

  private static boolean mayContinue(CopiedHistory history, BackupPart part) {
    return Math.max(history.erased(), history.rekeyed()) <= part.header().through().revision();
  }

  private static boolean isUpToDate(CopiedHistory history, BackupPart part) {
    return part.header().through().revision() == history.head().revision();
  }

  private static Report report(CopiedHistory history, BackupPart newest) {
    return report(history, Optional.of(newest), Optional.empty(), 0, newest.id(), List.of());
  }

  private static Report report(
      CopiedHistory history,
      Optional<BackupPart> upon,
      Optional<Path> file,
      long bytes,
      Digest id,
      List<Path> outdated) {
    long before = upon.map(part -> part.header().through().revision()).orElse(0L);
    return new Report(
        file,
        upon.isEmpty(),
        history.head(),
        history.head().revision() - before,
        bytes,
        id,
        history.masterKeys(),
        history.signingKey(),
        outdated);
  }

  private static CopyException place(Path place, String why) {
    return new CopyException(
        CopyError.BACKUP_PLACE,
        "%s cannot be gone on from: %s".formatted(place, why),
        Map.of("file", place.toString()),
        null);
  }

  static CopyException failed(String place, IOException e) {
    return new CopyException(
        CopyError.BACKUP_FAILED,
        "the backup at %s could not be read or written: %s".formatted(place, reason(e)),
        Map.of("file", place),
        e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is no directory";
      case NotDirectoryException _ -> "it is no directory";
      case NoSuchFileException _ -> "there is no such file or directory";
      default -> String.valueOf(e.getMessage());
    };
  }
}
