@NullMarked
package coop.covm.storage.exchange;

import org.jspecify.annotations.NullMarked;
