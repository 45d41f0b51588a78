package coop.covm.storage.tck.history;

import coop.covm.storage.StoreOptions;

/**
 * What a round of a campaign is like.
 *
 * @param workers how many threads work at the same time
 * @param stores how many stores they share, all at one place
 * @param transactions how many transactions they record, about
 * @param keyspace the keys that they use
 * @param storeOptions how the stores are opened
 * @param kept whether the place keeps what it has when its stores are closed
 */
record RoundOptions(
    int workers,
    int stores,
    long transactions,
    Keyspace keyspace,
    StoreOptions storeOptions,
    boolean kept) {}
