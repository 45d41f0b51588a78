package coop.covm.storage.exchange;

import coop.covm.storage.log.Digest;
import java.util.List;

/**
 * What an import from the original icn-covm would do.
 *
 * @param source the digest of all that is imported, and of where it goes
 * @param keys how many keys
 * @param versions how many versions of them, each of which becomes a commit
 * @param quotas how many quotas of namespaces
 * @param auditLines how many lines of audit logs
 * @param before how many commits an earlier call has made, which this one would go on with
 * @param findings what cannot be imported, the first hundred
 * @param findingCount how many there are in all
 * @param notTaken what the directory holds besides, which has no place in a store, a sentence each
 */
public record IcnCovmPlan(
    Digest source,
    long keys,
    long versions,
    long quotas,
    long auditLines,
    long before,
    List<Finding> findings,
    long findingCount,
    List<String> notTaken) {

  /** Something that cannot be imported, and why. */
  public record Finding(Place place, String message) {
    @Override
    public String toString() {
      return place + ": " + message;
    }
  }
}
