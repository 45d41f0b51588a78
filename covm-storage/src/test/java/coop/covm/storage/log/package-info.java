@NullMarked
package coop.covm.storage.log;

import org.jspecify.annotations.NullMarked;
