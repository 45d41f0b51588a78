/**
 * What can go wrong, as stable codes with a kind, a sentence and named facts: the root of every
 * exception of COVM.
 */
@NullMarked
package coop.covm.error;

import org.jspecify.annotations.NullMarked;
