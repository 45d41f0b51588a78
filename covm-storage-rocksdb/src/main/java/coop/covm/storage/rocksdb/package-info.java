/**
 * The embedded backend: a commit log of its own, the only file that is flushed for a commit, and
 * RocksDB as the index applied behind it.
 */
@NullMarked
package coop.covm.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
