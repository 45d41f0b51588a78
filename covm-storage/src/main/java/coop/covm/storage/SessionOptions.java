package coop.covm.storage;

import java.util.Optional;

/**
 * Who a session acts for.
 *
 * @param principal a member id, if somebody is named
 * @param namespace where relative keys lead, if anywhere
 * @param statement what the commits of the session state about their run
 */
public record SessionOptions(
    Optional<String> principal, Optional<KeyPrefix> namespace, RunStatement statement) {}
