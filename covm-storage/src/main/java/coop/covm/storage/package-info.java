/**
 * The store: keys, transactions, revisions and history over a pluggable backend. It knows nothing
 * of programs.
 */
@NullMarked
package coop.covm.storage;

import org.jspecify.annotations.NullMarked;
