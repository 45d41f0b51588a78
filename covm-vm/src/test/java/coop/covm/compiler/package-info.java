/** What the compiler promises. */
@NullMarked
package coop.covm.compiler;

import org.jspecify.annotations.NullMarked;
