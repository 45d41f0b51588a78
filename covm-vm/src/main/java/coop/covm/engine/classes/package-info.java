/**
 * Makes JVM classes of verified modules. What the generated code does at an instruction is what the
 * interpreter does; what it cannot do quickly, it leaves to the interpreter.
 */
@NullMarked
package coop.covm.engine.classes;

import org.jspecify.annotations.NullMarked;
