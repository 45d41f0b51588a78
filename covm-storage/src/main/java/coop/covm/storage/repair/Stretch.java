package coop.covm.storage.repair;

import coop.covm.storage.spi.LogPlace;

/**
 * Commits of a history that are read from one place on.
 *
 * @param start where a run begins that holds them
 * @param last the revision of the last of them
 */
record Stretch(LogPlace start, long last) {}
