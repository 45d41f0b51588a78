/**
 * Copies a store's whole history, as it is stored: into another backend, into a backup, and from a
 * backup into a store again. All three are one flow of commits, which is checked commit by commit
 * where it is written down. {@code docs/reference/backup-format.md} states the bytes of a backup.
 */
@NullMarked
package coop.covm.storage.copy;

import org.jspecify.annotations.NullMarked;
