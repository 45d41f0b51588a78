package coop.covm.storage.access;

import coop.covm.storage.KeyPrefix;
import java.util.Optional;

/**
 * That somebody may, or may not, do something at a namespace: to the keys below it, and to the key
 * of its name.
 *
 * @param namespace empty for the whole store
 */
public record AccessRule(
    Subject subject, Action action, Optional<KeyPrefix> namespace, boolean allowed) {

  /** Where it counts: the namespace, or {@code /} for the whole store. */
  public String place() {
    return namespace.map(KeyPrefix::toString).orElse("/");
  }

  /** Such as {@code member:alice may read at org/acme}. */
  @Override
  public String toString() {
    return "%s %s %s at %s".formatted(subject, allowed ? "may" : "may not", action, place());
  }
}
