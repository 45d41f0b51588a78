package coop.covm.storage.copy;

import coop.covm.storage.StoreCopies;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of a backup up to a point. Of a secured store only commits that the store has signed
 * as its newest can be the last: others were committed together with the next, and never were the
 * newest for anybody. So they are held back until one that is signed comes.
 */
final class RestoredCommits {
  /** More than any store commits together. */
  private static final int MOST_HELD_BACK = 1 << 17;

  private final BackupCommits backup;
  private final RestorePoint point;
  private final ArrayDeque<CommitRecord> ready = new ArrayDeque<>();
  private final List<CommitRecord> heldBack = new ArrayList<>();
  private Head last = Head.EMPTY;
  private boolean secured;
  private boolean ended;

  RestoredCommits(BackupCommits backup, RestorePoint point) {
    this.backup = backup;
    this.point = point;
  }

  /** The last commit that was given. */
  Head last() {
    return last;
  }

  /**
   * The next commit; empty at the end.
   *
   * @throws CopyException {@code NoSuchPoint} if the point is a revision that cannot be the last;
   *     as {@link BackupCommits#next}
   */
  Optional<CommitRecord> next() throws IOException {
    while (ready.isEmpty() && !ended) {
      Optional<CommitRecord> commit = backup.next();
      if (commit.isEmpty() || !point.includes(commit.get())) {
        ended = true;
        requirePoint(commit);
      } else {
        take(commit.get());
      }
    }
    CommitRecord next = ready.poll();
    if (next == null) {
      return Optional.empty();
    }
    last = next.head();
    return Optional.of(next);
  }

  private void take(CommitRecord commit) {
    boolean securesNow = !secured && StoreCopies.secures(commit);
    secured |= securesNow;
    heldBack.add(commit);
    boolean mayBeLast = !secured || securesNow || commit.headSignature().isPresent();
    if (mayBeLast || point instanceof RestorePoint.Newest) {
      ready.addAll(heldBack);
      heldBack.clear();
    } else if (heldBack.size() > MOST_HELD_BACK) {
      throw new CopyException(
          CopyError.NO_SUCH_POINT,
          "the store has not signed one of the %s commits up to revision %s; only all of the backup can be restored"
              .formatted(heldBack.size(), commit.revision()));
    }
  }

  private void requirePoint(Optional<CommitRecord> beyond) throws IOException {
    if (!(point instanceof RestorePoint.Revision(long wanted))) {
      return;
    }
    long reached = heldBack.isEmpty() ? newestTaken() : heldBack.getLast().revision();
    if (reached < wanted) {
      throw noSuchPoint(wanted, "the backup ends with revision %s".formatted(reached));
    }
    if (!heldBack.isEmpty()) {
      throw noSuchPoint(
          wanted,
          "the store committed it together with others and never was as of it; the nearest are revision %s and revision %s"
              .formatted(heldBack.getFirst().revision() - 1, nextSigned(beyond)));
    }
  }

  private long newestTaken() {
    return ready.isEmpty() ? last.revision() : ready.getLast().revision();
  }

  private String nextSigned(Optional<CommitRecord> beyond) throws IOException {
    Optional<CommitRecord> commit = beyond;
    while (commit.isPresent() && commit.get().headSignature().isEmpty()) {
      commit = backup.next();
    }
    return commit.map(found -> Long.toString(found.revision())).orElse("none behind it");
  }

  private static CopyException noSuchPoint(long wanted, String why) {
    return new CopyException(
        CopyError.NO_SUCH_POINT,
        "nothing can be restored as of revision %s: %s".formatted(wanted, why),
        Map.of("revision", Long.toString(wanted)),
        null);
  }
}
