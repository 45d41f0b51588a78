/** Who acts: keys, signatures, and the identities that a store keeps. */
@NullMarked
package coop.covm.storage.identity;

import org.jspecify.annotations.NullMarked;
