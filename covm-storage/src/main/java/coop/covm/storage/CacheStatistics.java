package coop.covm.storage;

/**
 * What the cache of decoded values did since the store was opened by this process. The numbers are
 * read one after the other, so while others work they may not fit together exactly.
 *
 * @param capacityBytes how much memory it may take; 0 if there is no cache
 * @param bytes how much memory its entries take, about
 * @param entries how many values it holds
 * @param hits reads that it answered
 * @param misses reads that it could have answered, but had to leave to the backend
 * @param evictions entries that had to make room for others
 * @param invalidations entries dropped because their key was changed, or might have been
 */
public record CacheStatistics(
    long capacityBytes,
    long bytes,
    long entries,
    long hits,
    long misses,
    long evictions,
    long invalidations) {}
