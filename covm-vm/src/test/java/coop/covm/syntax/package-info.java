/** Promises of the parser and of what it reports. */
@NullMarked
package coop.covm.syntax;

import org.jspecify.annotations.NullMarked;
