package coop.covm.storage.tck.history;

import java.util.Optional;

/**
 * What came of a round.
 *
 * @param failure what a worker or the audit threw, which no sound store makes them
 */
record Played(History history, Optional<Throwable> failure) {}
