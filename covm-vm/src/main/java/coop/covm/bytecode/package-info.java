/**
 * Compiled programs: the opcode table, modules, their file format, the verifier and the
 * disassembler.
 */
@NullMarked
package coop.covm.bytecode;

import org.jspecify.annotations.NullMarked;
