/** Tests of modules, and the assembler and generator that make modules for tests. */
@NullMarked
package coop.covm.bytecode;

import org.jspecify.annotations.NullMarked;
