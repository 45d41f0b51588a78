package coop.covm.storage;

/**
 * What a store tells of itself to the process that has it open.
 *
 * @param cache of decoded values, in this process
 */
public record StoreStatistics(CacheStatistics cache) {}
