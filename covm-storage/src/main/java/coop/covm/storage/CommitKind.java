package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import java.util.Locale;
import java.util.Optional;

/** What a commit is, seen by an auditor. */
public enum CommitKind {
  /** The store's note of denied attempts or of reads. */
  NOTE,
  /** A change of what decides over the store: identities, rules, quotas, history, erasures. */
  ADMINISTRATION,
  /** What a program did. */
  PROGRAM,
  /** What a command or an embedder did without a program. */
  DIRECT;

  /** The kind of a commit, or of what a caller may see of it. */
  public static CommitKind of(CommitRecord commit) {
    if (commit.body().changes().stream().allMatch(SystemRules::isOwn)) {
      return NOTE;
    }
    if (commit.body().changes().stream()
        .anyMatch(change -> SystemKeys.isAdministration(change.key()))) {
      return ADMINISTRATION;
    }
    return commit.body().run().program().isPresent() ? PROGRAM : DIRECT;
  }

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of this label; empty if there is none. */
  public static Optional<CommitKind> parse(String label) {
    for (CommitKind kind : values()) {
      if (kind.label().equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
