package coop.covm.bytecode;

/** What stands behind an opcode in the code, one 32-bit word each. */
public enum Immediate {
  /** An index into the module's constants. */
  CONSTANT,
  /** An index into the function's named variables. */
  VARIABLE,
  /** An index into the function's hidden slots, which only loops use. */
  HIDDEN,
  /** An index into the module's functions. */
  FUNCTION,
  /** An index into the module's templates. */
  TEMPLATE,
  /** A code offset in the same function at which an instruction begins. */
  TARGET
}
