package coop.covm.value;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can go wrong with values and their arithmetic. */
public enum ValueError implements ErrorCode {
  TYPE_MISMATCH(
      "E0301",
      "TypeMismatch",
      "An instruction met a value of a type that it does not take; convert it explicitly."),
  NUMBER_NOT_FINITE(
      "E0302", "NumberNotFinite", "The result of number arithmetic is too large to be a number."),
  DECIMAL_OVERFLOW(
      "E0303",
      "DecimalOverflow",
      "A decimal result needs more than 34 digits or an exponent beyond 999; nothing is rounded silently."),
  DIVISION_BY_ZERO("E0304", "DivisionByZero", "The divisor of div or mod is zero."),
  INDEX_OUT_OF_RANGE(
      "E0305", "IndexOutOfRange", "An index is not between 0 and the size of the list or string."),
  ENTRY_NOT_FOUND("E0306", "EntryNotFound", "The map has no entry of this key."),
  NESTING_TOO_DEEP("E0307", "NestingTooDeep", "A list or map nests deeper than 64 levels."),
  INVALID_TEXT("E0308", "InvalidText", "A text cannot be read as the value that was asked for."),
  INVALID_COUNT(
      "E0309",
      "InvalidCount",
      "A count, index or number of places is negative, fractional or too large.");

  private final ErrorEntry entry;

  ValueError(String code, String title, String explanation) {
    this.entry = new ErrorEntry(code, title, ErrorKind.RUN, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
