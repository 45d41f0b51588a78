/**
 * Runs the golden programs, the examples and the programs of the documentation, and compares what
 * they do with what stands beside them.
 */
@NullMarked
package coop.covm.golden;

import org.jspecify.annotations.NullMarked;
