/**
 * The log of commits: records, their canonical bytes and digests, and what of the index follows
 * from them. Everything a store knows is derived from this log.
 */
@NullMarked
package coop.covm.storage.log;

import org.jspecify.annotations.NullMarked;
