package coop.covm.bytecode;

/** How the reference page groups instructions. */
public enum InstructionGroup {
  STACK,
  ARITHMETIC,
  COMPARISON,
  MEMORY,
  CONTROL,
  OUTPUT,
  CHECKS,
  INSPECTION,
  COLLECTIONS,
  STORAGE,
  IDENTITY,
  GOVERNANCE,
  ECONOMY,
  MISCELLANEOUS,
  /** Made by the compiler only; no source instruction has this name. */
  INTERNAL
}
