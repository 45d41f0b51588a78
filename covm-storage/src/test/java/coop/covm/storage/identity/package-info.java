@NullMarked
package coop.covm.storage.identity;

import org.jspecify.annotations.NullMarked;
