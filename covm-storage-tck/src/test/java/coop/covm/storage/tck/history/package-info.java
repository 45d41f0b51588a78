@NullMarked
package coop.covm.storage.tck.history;

import org.jspecify.annotations.NullMarked;
