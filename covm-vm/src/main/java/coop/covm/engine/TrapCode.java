package coop.covm.engine;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What ends a run besides errors of values and of the storage. */
public enum TrapCode implements ErrorCode {
  VARIABLE_NOT_FOUND(
      "E0401", "VariableNotFound", "The variable has not been stored in this frame yet."),
  KEY_NOT_FOUND(
      "E0402", "KeyNotFound", "The key has no value; loadp KEY default V gives one instead."),
  ASSERTION_FAILED("E0403", "AssertionFailed", "An assert instruction found another value."),
  REQUIREMENT_FAILED(
      "E0404", "RequirementFailed", "A require instruction's condition did not hold."),
  FAILED("E0405", "Failed", "The program ended itself with fail."),
  TRANSACTION_LEFT_OPEN(
      "E0406",
      "TransactionLeftOpen",
      "The program ended with a transaction open; it was rolled back."),
  INVALID_NAME("E0407", "InvalidVariableName", "A popped name is no valid name of a variable."),
  FUEL_EXHAUSTED(
      "E0421",
      "FuelExhausted",
      "The run spent its fuel; give more with --fuel if the program is right."),
  CALLS_TOO_DEEP("E0422", "CallsTooDeep", "More calls are open at once than the run allows."),
  VALUE_TOO_LARGE("E0423", "ValueTooLarge", "One value would be larger than the run allows."),
  MEMORY_EXHAUSTED(
      "E0424",
      "MemoryExhausted",
      "Stacks, variables, unwritten changes and unshown output would hold more than the run allows."),
  OUTPUT_TOO_LARGE("E0425", "OutputTooLarge", "The run would emit more than it may."),
  TIME_OUT("E0426", "TimeOut", "The run took longer than it may."),
  INTERRUPTED("E0427", "Interrupted", "The run was stopped from outside.");

  private final ErrorEntry entry;

  TrapCode(String code, String title, String explanation) {
    this.entry = new ErrorEntry(code, title, ErrorKind.RUN, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
