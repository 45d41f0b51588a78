/**
 * Disks for tests: one that fails when told to, and one of which a power cut leaves what it may.
 */
@NullMarked
package coop.covm.storage.tck.disk;

import org.jspecify.annotations.NullMarked;
