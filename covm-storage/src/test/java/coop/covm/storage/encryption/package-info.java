@NullMarked
package coop.covm.storage.encryption;

import org.jspecify.annotations.NullMarked;
