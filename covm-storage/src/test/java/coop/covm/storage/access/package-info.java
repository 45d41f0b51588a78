@NullMarked
package coop.covm.storage.access;

import org.jspecify.annotations.NullMarked;
