package coop.covm.storage.repair;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What the files of a log hold, in the order of the files: runs of commits, and what lies between.
 * Memory grows with the damage, not with the log.
 */
final class FoundLog {
  private final List<Run> runs = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();

  /** Damage behind the last commit. */
  private final List<Damage> atEnd = new ArrayList<>();

  private FoundLog() {}

  /**
   * Reads all files.
   *
   * @param progress told the revisions of the commits that were read
   */
  static FoundLog read(DamagedLog log, LongConsumer progress)
      throws IOException, InterruptedException {
    FoundLog found = new FoundLog();
    log.rewind();
    for (Optional<LogPiece> piece = log.next(); piece.isPresent(); piece = log.next()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      switch (piece.get()) {
        case LogPiece.Commit commit -> {
          found.take(commit);
          progress.accept(commit.commit().record().revision());
        }
        case LogPiece.Damage damage -> found.atEnd.add(bytes(damage));
        case LogPiece.Derived derived ->
            found.damages.add(
                new Damage(
                    Damage.Kind.FILE,
                    Optional.of(derived.place()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    derived.what()));
      }
    }
    return found;
  }

  private static Damage bytes(LogPiece.Damage damage) {
    Optional<Damage.Revisions> revisions =
        damage.revision().isPresent()
            ? Optional.of(Damage.Revisions.of(damage.revision().getAsLong()))
            : Optional.empty();
    return new Damage(
        Damage.Kind.BYTES,
        Optional.of(damage.place()),
        revisions,
        Optional.empty(),
        damage.keys(),
        damage.what());
  }

  private void take(LogPiece.Commit commit) {
    damages.addAll(atEnd);
    atEnd.clear();
    CommitRecord record = commit.commit().record();
    Head newest = runs.isEmpty() ? Head.EMPTY : runs.getLast().last();
    if (record.head().equals(newest)) {
      damages.add(
          new Damage(
              Damage.Kind.PLACE,
              Optional.of(commit.place()),
              Optional.of(Damage.Revisions.of(record.revision())),
              Optional.of(record.digest()),
              List.of(),
              "the commit stands here once more"));
      return;
    }
    if (runs.isEmpty() || !runs.getLast().take(record)) {
      runs.add(new Run(commit.place(), record));
    }
  }

  List<Run> runs() {
    return runs;
  }

  /** What was found between the commits, before them, and of other files. */
  List<Damage> damages() {
    return damages;
  }

  /** What was found behind the last commit: perhaps a write that was cut short. */
  List<Damage> atEnd() {
    return atEnd;
  }
}
