package coop.covm.storage;

import coop.covm.storage.spi.BackendStatistics;
import java.util.Optional;

/**
 * What a store tells of itself to the process that has it open.
 *
 * @param stored the store's files; empty for a store in memory
 * @param cache of decoded values, in this process
 */
public record StoreStatistics(Optional<BackendStatistics> stored, CacheStatistics cache) {}
