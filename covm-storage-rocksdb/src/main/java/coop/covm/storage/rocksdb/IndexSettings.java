package coop.covm.storage.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * How RocksDB is set up. Its memory is bounded: {@link #CACHE_BYTES} of blocks with the indexes and
 * filters of its tables, and {@link #WRITE_BUFFERS} buffers of {@link #WRITE_BUFFER_BYTES} for what
 * was not flushed yet.
 */
final class IndexSettings implements AutoCloseable {
  static final long CACHE_BYTES = 128L << 20;

  /** Small, since inserting into a buffer costs what of it is not in the processor's cache. */
  static final long WRITE_BUFFER_BYTES = 8L << 20;

  static final int WRITE_BUFFERS = 8;

  /**
   * Written to disk together, so that of a key that changes often little is written and merged
   * again.
   */
  private static final int BUFFERS_MERGED = 4;

  private static final int FILTER_BITS_PER_KEY = 10;

  /** The part of the cache that blocks of values never take from indexes and filters. */
  private static final double CACHE_FOR_FILTERS = 0.5;

  private static final int CACHE_SHARD_BITS_BY_SIZE = -1;

  private final Cache cache =
      new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS_BY_SIZE, false, CACHE_FOR_FILTERS);
  private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);
  private final Options options;

  IndexSettings() {
    options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(WRITE_BUFFERS)
            .setMinWriteBufferNumberToMerge(BUFFERS_MERGED)
            .setMaxBackgroundJobs(2)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            // The log is there; what is not flushed is read from it again.
            .setAvoidFlushDuringShutdown(true)
            .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
            .setKeepLogFileNum(1)
            .setStatsDumpPeriodSec(0)
            .setSkipStatsUpdateOnDbOpen(true)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    // Else a read of a large store pushes them out and reads a megabyte again.
                    .setCacheIndexAndFilterBlocksWithHighPriority(true)
                    .setPinL0FilterAndIndexBlocksInCache(true)
                    // In parts of a few KiB: a filter of a whole table can be larger than what a
                    // shard of the cache may keep of such, and be read again for every key.
                    .setIndexType(IndexType.kTwoLevelIndexSearch)
                    .setPartitionFilters(true)
                    .setPinTopLevelIndexAndFilter(true)
                    .setFilterPolicy(filter));
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    filter.close();
    cache.close();
  }
}
