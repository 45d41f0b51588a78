package coop.covm.storage;

import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.Change;
import java.util.Optional;

/**
 * Decides, when a request is committed, whether its author may do what it states, by the policy as
 * of the commit before: a right that was taken away since the session looked no longer counts.
 */
final class Authority {
  private final StorePolicy policy;
  private final StoreView newest;

  /**
   * @param newest not guarded; the policy is that as of this view
   */
  Authority(StorePolicy policy, StoreView newest) {
    this.policy = policy;
    this.newest = newest;
  }

  /**
   * Lets a request through or not.
   *
   * @throws StorageException {@code AccessDenied}
   */
  void check(CommitRequest request) {
    if (!policy.isSecured() || request.author().own()) {
      return;
    }
    Caller caller = request.author().caller();
    boolean known = request.author().guard().policyRevision() == policy.revision();
    if (known && request.signature().isPresent() && !touchesSystem(request)) {
      return; // the guard has decided by this very policy
    }
    Identity actor =
        Guard.proven(policy, newest, caller).orElseThrow(() -> Guard.notProven(caller));
    if (request.signature().isEmpty()) {
      throw Guard.notSigned(caller);
    }
    SystemRules rules = new SystemRules(policy.access().rights(Optional.of(actor)), actor, newest);
    for (Change change : request.stated().changes()) {
      Optional<SystemRules.Denied> refusal = rules.refusal(change);
      if (refusal.isPresent()) {
        SystemRules.Denied denied = refusal.get();
        throw Guard.denial(caller.principal(), denied.action(), denied.place(), denied.rule());
      }
    }
  }

  private static boolean touchesSystem(CommitRequest request) {
    return request.stated().changes().stream().anyMatch(change -> change.key().isSystem());
  }
}
