package coop.covm.storage.repair;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts runs of commits in the order that their digests prove: each commit names the digest of the
 * one before it, so the order is not that of the files but the only one that there is. Where two
 * commits claim the same place, neither is taken.
 */
final class ChainSearch {
  private final DamagedLog log;
  private final List<Run> runs;
  private final List<Stretch> chain = new ArrayList<>();
  private final Set<Run> used = new HashSet<>();
  private Head head = Head.EMPTY;

  ChainSearch(DamagedLog log, List<Run> runs) {
    this.log = log;
    this.runs = runs;
  }

  /** The history that begins with the first commit and is the longest. */
  List<Stretch> find() throws IOException {
    for (Optional<Run> next = next(); next.isPresent(); next = next()) {
      Run run = next.get();
      used.add(run);
      chain.add(new Stretch(run.start(), run.last().revision()));
      head = run.last();
    }
    return chain;
  }

  /** Whether all commits of a run are part of the history. */
  boolean isUsed(Run run) {
    return used.contains(run);
  }

  private Optional<Run> next() throws IOException {
    Set<Digest> claims = new HashSet<>();
    Optional<Run> longest = Optional.empty();
    for (Run run : runs) {
      Optional<Digest> claim = used.contains(run) ? Optional.empty() : claim(run);
      if (claim.isPresent()) {
        claims.add(claim.get());
        boolean longer =
            longest.map(Run::last).map(Head::revision).orElse(0L) < run.last().revision();
        longest = longer ? Optional.of(run) : longest;
      }
    }
    return claims.size() == 1 ? longest : Optional.empty();
  }

  /** The digest of the commit of this run that follows the history so far. */
  private Optional<Digest> claim(Run run) throws IOException {
    if (run.beginsBehind(head)) {
      return Optional.of(run.first().digest());
    }
    return run.passes(head.revision()) ? inside(run) : Optional.empty();
  }

  private Optional<Digest> inside(Run run) throws IOException {
    log.seek(run.start());
    for (Optional<LogPiece> piece = log.next(); piece.isPresent(); piece = log.next()) {
      if (piece.get() instanceof LogPiece.Commit commit) {
        long revision = commit.commit().record().revision();
        if (Run.follows(commit.commit().record(), head)) {
          return Optional.of(commit.commit().record().digest());
        }
        if (revision > head.revision()) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
