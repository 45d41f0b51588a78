/** From tree to module: names, operands, stack discipline, code. */
@NullMarked
package coop.covm.compiler;

import org.jspecify.annotations.NullMarked;
