package coop.covm.bytecode;

/** What stands before a value in a {@link ModuleFile}. The numbers never change. */
final class ValueTag {
  static final int NULL = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int NUMBER = 3;
  static final int DECIMAL = 4;
  static final int STRING = 5;
  static final int LIST = 6;
  static final int MAP = 7;

  private ValueTag() {}
}
