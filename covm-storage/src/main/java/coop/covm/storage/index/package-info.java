/** The sorted map that backends which keep their index in memory share. */
@NullMarked
package coop.covm.storage.index;

import org.jspecify.annotations.NullMarked;
