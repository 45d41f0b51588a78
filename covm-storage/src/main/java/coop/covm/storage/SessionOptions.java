package coop.covm.storage;

import java.util.Optional;

/**
 * Who a session acts for.
 *
 * @param principal a member id, if somebody is named; it is one valid segment of a key
 * @param namespace where relative keys lead, if anywhere
 * @param statement what the commits of the session state about their run
 */
public record SessionOptions(
    Optional<String> principal, Optional<KeyPrefix> namespace, RunStatement statement) {
  /**
   * @throws StorageException {@code InvalidKey} if the principal is no valid segment of a key
   */
  public SessionOptions {
    principal = principal.map(KeyScope::checkSegment);
  }
}
