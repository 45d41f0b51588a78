@NullMarked
package coop.covm.format;

import org.jspecify.annotations.NullMarked;
