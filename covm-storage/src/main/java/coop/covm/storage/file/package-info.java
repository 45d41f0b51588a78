/**
 * The {@code file:DIR} backend: a human-readable journal, one JSON object a line a commit, shared
 * by any number of processes. {@link coop.covm.storage.file.StoreLayout} describes what lies on the
 * disk; {@link coop.covm.storage.file.FileStorageBackend} says what it promises.
 */
@NullMarked
package coop.covm.storage.file;

import org.jspecify.annotations.NullMarked;
