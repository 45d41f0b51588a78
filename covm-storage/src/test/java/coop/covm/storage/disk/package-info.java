@NullMarked
package coop.covm.storage.disk;

import org.jspecify.annotations.NullMarked;
