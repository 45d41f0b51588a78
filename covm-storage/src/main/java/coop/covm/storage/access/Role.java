package coop.covm.storage.access;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.util.Optional;

/**
 * A role, in an organisation such as {@code org/acme:treasurer}, or in the store as a whole such as
 * {@code admin}.
 *
 * @param scope the namespace that it is a role in; empty for the whole store
 * @param name one valid segment of a key, without a colon
 */
public record Role(Optional<KeyPrefix> scope, String name) {
  /** Who may do everything, everywhere. */
  public static final Role ADMIN = new Role(Optional.empty(), "admin");

  /**
   * @throws StorageException {@code InvalidKey} if the name is none, or the scope lies under {@code
   *     system/}
   */
  public Role {
    name = KeyScope.checkSegment(name);
    if (name.indexOf(':') >= 0) {
      throw invalid(name, "the name of a role has no colon");
    }
    if (scope.map(KeyPrefix::isSystem).orElse(false)) {
      throw invalid(scope.get() + ":" + name, "there are no roles in system/");
    }
  }

  /**
   * The role of a text such as {@code org/acme:treasurer}: what stands before the last colon is the
   * scope.
   *
   * @throws StorageException {@code InvalidKey} saying what is wrong with it
   */
  public static Role parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new Role(Optional.empty(), text);
    }
    String scope = text.substring(0, colon);
    int slash = scope.indexOf('/');
    if (!KeyScope.isRoot(slash < 0 ? scope : scope.substring(0, slash))) {
      throw invalid(
          KeyScope.shown(text), "what stands before the colon begins with org, member or vote");
    }
    return new Role(Optional.of(KeyPrefix.parse(scope)), text.substring(colon + 1));
  }

  /** Whether it is a role in a namespace or below. */
  public boolean isWithin(KeyPrefix namespace) {
    return scope
        .map(own -> own.equals(namespace) || (own + "/").startsWith(namespace + "/"))
        .orElse(false);
  }

  private static StorageException invalid(String role, String rule) {
    return new StorageException(
        StorageError.INVALID_KEY, "the role '%s' is not valid: %s".formatted(role, rule));
  }

  @Override
  public String toString() {
    return scope.map(prefix -> prefix + ":" + name).orElse(name);
  }
}
