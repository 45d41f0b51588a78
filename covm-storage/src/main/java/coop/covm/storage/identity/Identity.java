package coop.covm.storage.identity;

import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageException;
import coop.covm.storage.access.Role;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who somebody is to a store.
 *
 * @param id the member id: one valid segment of a key
 * @param key what proves that somebody is this member
 * @param roles in the order granted
 * @param active whether it may be used; a disabled one may do nothing
 */
public record Identity(String id, VerifyingKey key, Set<Role> roles, boolean active) {
  /**
   * @throws StorageException {@code InvalidKey} if the id is no valid segment of a key
   */
  public Identity {
    id = KeyScope.checkSegment(id);
    roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
  }

  /** This identity with another key. */
  public Identity withKey(VerifyingKey other) {
    return new Identity(id, other, roles, active);
  }

  /** This identity with the role too. */
  public Identity with(Role role) {
    Set<Role> more = new LinkedHashSet<>(roles);
    more.add(role);
    return new Identity(id, key, more, active);
  }

  /** This identity without the role. */
  public Identity without(Role role) {
    Set<Role> fewer = new LinkedHashSet<>(roles);
    fewer.remove(role);
    return new Identity(id, key, fewer, active);
  }

  /** This identity, which may not be used any more. */
  public Identity disabled() {
    return new Identity(id, key, roles, false);
  }
}
