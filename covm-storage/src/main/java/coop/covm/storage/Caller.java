package coop.covm.storage;

import coop.covm.storage.identity.SigningKey;
import java.util.Optional;

/**
 * Who comes to a store. An open store believes every name; a secured one believes a name that has
 * an identity there and comes with its key.
 *
 * @param principal a member id, if somebody is named; it is one valid segment of a key
 * @param key what proves it, and signs what the caller commits
 */
public record Caller(Optional<String> principal, Optional<SigningKey> key) {
  /** Who has no name. */
  public static final Caller NOBODY = new Caller(Optional.empty(), Optional.empty());

  /**
   * @throws StorageException {@code InvalidKey} if the principal is no valid segment of a key
   */
  public Caller {
    principal = principal.map(KeyScope::checkSegment);
  }

  /** Somebody who proves nothing. */
  public static Caller named(String principal) {
    return new Caller(Optional.of(principal), Optional.empty());
  }

  /** Somebody with a key. */
  public static Caller of(String principal, SigningKey key) {
    return new Caller(Optional.of(principal), Optional.of(key));
  }
}
