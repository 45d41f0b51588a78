@NullMarked
package coop.covm;

import org.jspecify.annotations.NullMarked;
