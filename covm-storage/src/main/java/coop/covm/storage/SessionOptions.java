package coop.covm.storage;

import java.util.Optional;

/**
 * Who a session acts for.
 *
 * @param caller who acts
 * @param namespace where relative keys lead, if anywhere
 * @param statement what the commits of the session state about their run
 */
public record SessionOptions(Caller caller, Optional<KeyPrefix> namespace, RunStatement statement) {
  /**
   * Somebody who proves nothing.
   *
   * @param principal a member id, if somebody is named
   * @throws StorageException {@code InvalidKey} if the principal is no valid segment of a key
   */
  public SessionOptions(
      Optional<String> principal, Optional<KeyPrefix> namespace, RunStatement statement) {
    this(new Caller(principal, Optional.empty()), namespace, statement);
  }
}
