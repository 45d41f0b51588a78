package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import java.util.Optional;

/**
 * Which commits an auditor looks for: those that meet every condition which is there.
 *
 * @param prefix that change a key below it, or the key of its name
 * @param principal of this member
 * @param program of a program whose digest begins with these hex digits
 * @param kind of this kind
 */
public record AuditFilter(
    Optional<KeyPrefix> prefix,
    Optional<String> principal,
    Optional<String> program,
    Optional<CommitKind> kind) {
  /** Whether the commit, or what a caller may see of it, is looked for. */
  public boolean matches(CommitRecord commit) {
    return prefix.map(commit.body()::changesAt).orElse(true)
        && principal.map(name -> commit.body().principal().equals(Optional.of(name))).orElse(true)
        && program.map(digits -> isProgram(commit, digits)).orElse(true)
        && kind.map(wanted -> CommitKind.of(commit) == wanted).orElse(true);
  }

  private static boolean isProgram(CommitRecord commit, String digits) {
    return commit.body().run().program().map(it -> it.toString().startsWith(digits)).orElse(false);
  }
}
