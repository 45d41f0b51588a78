/** Measures COVM beside what it is built on, interleaved in one run. */
@NullMarked
package coop.covm.benchmarks;

import org.jspecify.annotations.NullMarked;
