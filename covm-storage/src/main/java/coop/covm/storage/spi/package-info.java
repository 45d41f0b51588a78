/**
 * What a storage backend provides: ordered bytes, snapshots of them, and one atomic conditional
 * write.
 */
@NullMarked
package coop.covm.storage.spi;

import org.jspecify.annotations.NullMarked;
