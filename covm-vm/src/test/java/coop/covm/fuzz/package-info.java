/**
 * Hostile input, as a fuzzer that sees which code an input reaches makes it: what must hold for
 * every source text and every module file, the corpus that was found, and the long campaigns.
 */
@NullMarked
package coop.covm.fuzz;

import org.jspecify.annotations.NullMarked;
