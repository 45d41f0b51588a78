/** Measures runs: what each line, function and storage operation cost. */
@NullMarked
package coop.covm.profile;

import org.jspecify.annotations.NullMarked;
