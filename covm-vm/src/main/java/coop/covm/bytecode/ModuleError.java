package coop.covm.bytecode;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can be wrong with a compiled module. */
public enum ModuleError implements ErrorCode {
  NOT_A_MODULE("E0701", "NotAModule", "The bytes are no compiled COVM module."),
  MODULE_VERSION(
      "E0702",
      "ModuleVersion",
      "The module was made by a newer release; compile its source again."),
  MODULE_DAMAGED("E0703", "ModuleDamaged", "The module's bytes are not what was written."),
  MODULE_NOT_SOUND(
      "E0704",
      "ModuleNotSound",
      "The module breaks a rule that every compiled program keeps; it never runs.");

  private final ErrorEntry entry;

  ModuleError(String code, String title, String explanation) {
    this.entry = new ErrorEntry(code, title, ErrorKind.PROGRAM, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
