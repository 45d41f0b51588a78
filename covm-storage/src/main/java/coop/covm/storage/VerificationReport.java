package coop.covm.storage;

import coop.covm.storage.log.Head;
import java.util.List;

/**
 * What verifying a store has found.
 *
 * @param head the newest commit that was looked at
 * @param signatures how many signatures of principals were checked
 * @param headSignatures how many of the store's
 * @param erased how many values have been erased, so that only their digests could be looked at
 * @param sealed how many values are encrypted and their key is not there, so that only their
 *     digests could be looked at
 * @param findings in the order of the revisions, the first {@value #MOST_FINDINGS}
 * @param findingCount how many there are in all
 */
public record VerificationReport(
    Head head,
    long signatures,
    long headSignatures,
    long erased,
    long sealed,
    List<Finding> findings,
    long findingCount) {
  static final int MOST_FINDINGS = 1_000;

  public VerificationReport {
    findings = List.copyOf(findings);
  }

  /** Whether everything is as a sound history leaves it. */
  public boolean isSound() {
    return findingCount == 0;
  }
}
