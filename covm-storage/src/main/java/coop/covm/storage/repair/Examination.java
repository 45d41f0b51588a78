package coop.covm.storage.repair;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Looks through the log of a store that may be damaged, and finds what is proved of its history:
 * the commits from the first one on that have their digests and name each other. For use by one
 * thread.
 */
public final class Examination {
  private final DamagedLog log;
  private final FoundLog found;
  private final List<Stretch> chain;
  private final ChainSearch search;
  private final ProvenPart proven;
  private final DamageReport report;

  private Examination(
      DamagedLog log, FoundLog found, ChainSearch search, List<Stretch> chain, ProvenPart proven) {
    this.log = log;
    this.found = found;
    this.search = search;
    this.chain = chain;
    this.proven = proven;
    this.report = made();
  }

  /**
   * Looks through a log.
   *
   * @param log stays open
   * @param progress told the revisions of the commits that were read
   * @throws IOException if a file cannot be read at all
   * @throws InterruptedException if the thread is interrupted
   */
  public static Examination of(DamagedLog log, LongConsumer progress)
      throws IOException, InterruptedException {
    FoundLog found = FoundLog.read(log, progress);
    ChainSearch search = new ChainSearch(log, found.runs());
    List<Stretch> chain = search.find();
    ProvenPart proven = ProvenPart.of(new ChainReader(log, chain), log.acknowledged());
    return new Examination(log, found, search, chain, proven);
  }

  /** What was found. */
  public DamageReport report() {
    return report;
  }

  private DamageReport made() {
    Damages damages = new Damages();
    damages.addAll(found.damages());
    if (!isTornWrite()) {
      damages.addAll(found.atEnd());
    }
    damages.addAll(proven.damages());
    long unproven = addRuns(damages);
    addMissing(damages);
    OptionalLong acknowledged =
        log.acknowledged()
            .map(known -> OptionalLong.of(known.revision()))
            .orElse(OptionalLong.empty());
    return new DamageReport(
        proven.end(), acknowledged, damages.kept(), damages.count(), unproven, proven.encrypted());
  }

  /** What opening gives up without a word: nobody was told that it was committed. */
  private boolean isTornWrite() {
    boolean bytesOnly =
        found.atEnd().stream()
            .allMatch(damage -> damage.place().map(LogPlace::length).orElse(0L) > 0);
    long acknowledged = log.acknowledged().map(DamagedLog.Acknowledged::revision).orElse(0L);
    boolean allProven =
        found.runs().stream().allMatch(run -> run.last().revision() <= proven.end().revision());
    return bytesOnly && allProven && acknowledged <= proven.end().revision();
  }

  /** Tells what becomes of commits that are not proved, or stand elsewhere than they belong. */
  private long addRuns(Damages damages) {
    long unproven = 0;
    long end = proven.end().revision();
    for (Run run : found.runs()) {
      long from = Math.max(run.first().revision(), end + 1);
      if (from <= run.last().revision()) {
        unproven += run.last().revision() - from + 1;
        damages.add(unproven(run, from));
      }
    }
    addMisplaced(damages);
    return unproven;
  }

  private Damage unproven(Run run, long from) {
    return new Damage(
        Damage.Kind.UNPROVEN,
        Optional.of(run.start()),
        Optional.of(new Damage.Revisions(from, run.last().revision())),
        Optional.of(run.last().digest()),
        List.of(),
        search.isUsed(run)
            ? proven.whyItEnds()
            : "they can be read, but what they follow is lost, so nothing proves them");
  }

  private void addMisplaced(Damages damages) {
    long newest = 0;
    for (Run run : found.runs()) {
      boolean behind = run.first().revision() <= newest;
      if (behind && run.last().revision() <= proven.end().revision()) {
        damages.add(
            new Damage(
                Damage.Kind.PLACE,
                Optional.of(run.start()),
                Optional.of(run.revisions()),
                Optional.of(run.last().digest()),
                List.of(),
                search.isUsed(run)
                    ? "the commits do not stand where they belong; their digests prove where"
                    : "others of the same revisions are proved"));
      }
      newest = Math.max(newest, run.last().revision());
    }
  }

  /** Tells which revisions there must have been and stand nowhere. */
  private void addMissing(Damages damages) {
    Optional<DamagedLog.Acknowledged> acknowledged = log.acknowledged();
    List<Run> beyond = new ArrayList<>(found.runs());
    beyond.sort(Comparator.comparingLong(run -> run.first().revision()));
    long reached = proven.end().revision();
    for (Run run : beyond) {
      if (run.first().revision() > reached + 1) {
        damages.add(missing(reached + 1, run.first().revision() - 1));
      }
      reached = Math.max(reached, run.last().revision());
    }
    if (acknowledged.isPresent() && acknowledged.get().revision() > reached) {
      damages.add(missing(reached + 1, acknowledged.get().revision()));
    }
    Optional<Digest> other =
        acknowledged.map(DamagedLog.Acknowledged::digest).filter(proven::isOther);
    if (other.isPresent()) {
      damages.add(
          new Damage(
              Damage.Kind.MISSING,
              Optional.empty(),
              acknowledged.map(known -> Damage.Revisions.of(known.revision())),
              other,
              List.of(),
              "the commit is another one than was acknowledged"));
    }
  }

  private static Damage missing(long first, long last) {
    return new Damage(
        Damage.Kind.MISSING,
        Optional.empty(),
        Optional.of(new Damage.Revisions(first, last)),
        Optional.empty(),
        List.of(),
        first == last
            ? "the commit was made and can be read nowhere"
            : "the commits were made and can be read nowhere");
  }

  /** Takes commits in their order. */
  @FunctionalInterface
  public interface Target {
    void add(SalvagedCommit commit) throws IOException, InterruptedException;
  }

  /**
   * Reads all commits that are proved, in the order of their revisions.
   *
   * @throws IOException also if the log is not what it was when it was looked through
   */
  public void commits(Target target) throws IOException, InterruptedException {
    ChainReader reader = new ChainReader(log, chain);
    long end = proven.end().revision();
    for (long revision = 1; revision <= end; revision++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Optional<LogPiece.Commit> next = reader.next();
      if (next.isEmpty()) {
        throw new IOException("the log changed while it was read");
      }
      target.add(next.get().commit());
    }
  }

  Head end() {
    return proven.end();
  }

  DamagedLog log() {
    return log;
  }
}
