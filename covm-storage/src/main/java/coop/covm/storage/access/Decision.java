package coop.covm.storage.access;

import java.util.Optional;

/**
 * Whether something is allowed, and why.
 *
 * @param rule the rule that decided; empty if none is about it, which denies
 */
public record Decision(boolean allowed, Optional<AccessRule> rule) {
  /** What everybody may do in a store that is not secured. */
  public static final Decision OPEN_STORE = new Decision(true, Optional.empty());

  static final Decision NO_RULE = new Decision(false, Optional.empty());

  static Decision of(AccessRule rule) {
    return new Decision(rule.allowed(), Optional.of(rule));
  }

  /** The rule in words. */
  public String reason() {
    return rule.map(AccessRule::toString)
        .orElse(allowed ? "the store is open" : "no rule allows it");
  }
}
