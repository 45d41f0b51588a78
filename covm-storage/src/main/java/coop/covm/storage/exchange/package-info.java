/**
 * Export and import: what a store holds as lines of JSON, and back; and the directories of the
 * original icn-covm. Files are read and written as streams, in memory that does not grow with them.
 * {@code docs/reference/export-format.md} states the format.
 */
@NullMarked
package coop.covm.storage.exchange;

import org.jspecify.annotations.NullMarked;
