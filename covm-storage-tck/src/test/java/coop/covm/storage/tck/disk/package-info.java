@NullMarked
package coop.covm.storage.tck.disk;

import org.jspecify.annotations.NullMarked;
