@NullMarked
package coop.covm.storage;

import org.jspecify.annotations.NullMarked;
