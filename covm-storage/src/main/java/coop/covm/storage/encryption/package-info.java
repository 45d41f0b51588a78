/** The keys that values are encrypted with, and the master keys that wrap them. */
@NullMarked
package coop.covm.storage.encryption;

import org.jspecify.annotations.NullMarked;
