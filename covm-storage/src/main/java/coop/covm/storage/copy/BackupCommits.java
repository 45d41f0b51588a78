package coop.covm.storage.copy;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commits of a backup from the first on, over all its parts, which must follow each other. */
final class BackupCommits {
  private final Parts parts;
  private PartReader part;
  private final PartReader first;
  private int count = 1;

  private BackupCommits(Parts parts, PartReader first) {
    this.parts = parts;
    this.part = first;
    this.first = first;
  }

  /**
   * Begins with the first part, a full one.
   *
   * @param name of the whole, for messages
   * @throws CopyException {@code BackupNotFound} if there is no part; {@code BackupChain} if the
   *     first one is not full; as {@link PartReader#begin}
   */
  static BackupCommits begin(Parts parts, String name) throws IOException {
    PartReader first =
        parts
            .next()
            .orElseThrow(() ->
                new CopyException(
                    CopyError.BACKUP_NOT_FOUND,
                    "%s is empty; no backup came".formatted(name),
                    Map.of("file", name),
                    null));
    if (!first.header().isFull()) {
      throw broken(
          first,
          "it goes on from a part of the id %s, which has to come before it"
              .formatted(first.header().follows()));
    }
    return new BackupCommits(parts, first);
  }

  /** The header of the part that is being read. */
  BackupHeader header() {
    return part.header();
  }

  /** By which the backup is known: the sum of its first header. */
  Digest origin() {
    return first.headerSum();
  }

  /** How many parts were begun. */
  int parts() {
    return count;
  }

  /**
   * The next commit; empty at the end of the last part.
   *
   * @throws CopyException {@code BackupDamaged}, {@code BackupChain}
   */
  Optional<CommitRecord> next() throws IOException {
    while (true) {
      Optional<CommitRecord> next = part.next();
      if (next.isPresent()) {
        return next;
      }
      @Nullable PartReader following = parts.next().orElse(null);
      if (following == null) {
        return Optional.empty();
      }
      requireFollows(following);
      part = following;
      count++;
    }
  }

  private void requireFollows(PartReader following) {
    BackupHeader known = part.header();
    BackupHeader next = following.header();
    if (next.isFull()) {
      throw broken(following, "it is a full backup, which goes on from none");
    }
    if (known.through().revision() > 0 && !next.first().equals(known.first())) {
      throw broken(following, "it is of another store than %s".formatted(part.name()));
    }
    if (!next.follows().equals(part.id()) || !isSame(next.after(), known.through())) {
      throw broken(
          following,
          "it goes on from revision %s in a part of the id %s; %s before it ends with revision %s and has the id %s"
              .formatted(
                  next.after().revision(),
                  next.follows(),
                  part.name(),
                  known.through().revision(),
                  part.id()));
    }
  }

  private static boolean isSame(Head one, Head other) {
    return one.revision() == other.revision() && one.digest().equals(other.digest());
  }

  private static CopyException broken(PartReader part, String what) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", part.name());
    return new CopyException(
        CopyError.BACKUP_CHAIN,
        "%s does not follow what comes before it: %s".formatted(part.name(), what),
        facts,
        null);
  }
}
