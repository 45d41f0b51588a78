@NullMarked
package coop.covm.storage.difference;

import org.jspecify.annotations.NullMarked;
