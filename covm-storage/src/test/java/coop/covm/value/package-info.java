@NullMarked
package coop.covm.value;

import org.jspecify.annotations.NullMarked;
