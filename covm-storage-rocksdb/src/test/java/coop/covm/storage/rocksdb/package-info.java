@NullMarked
package coop.covm.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
