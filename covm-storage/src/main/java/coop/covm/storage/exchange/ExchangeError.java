package coop.covm.storage.exchange;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can go wrong between a store and a file of data. */
public enum ExchangeError implements ErrorCode {
  NOT_AN_EXPORT(
      "E0901",
      "NotAnExport",
      ErrorKind.DATA,
      "What is to be imported is no export of COVM, or no directory of the original icn-covm."),
  EXPORT_VERSION(
      "E0902",
      "ExportVersion",
      ErrorKind.DATA,
      "The export has the format of a newer release; import it with that one."),
  INVALID_ENTRY(
      "E0903",
      "InvalidEntry",
      ErrorKind.DATA,
      "Something in what is to be imported breaks a rule; the message says where, and which one."),
  EXPORT_DAMAGED(
      "E0904",
      "ExportDamaged",
      ErrorKind.DATA,
      "The export was cut off or changed: it is not what its last line says."),
  SOURCE_CHANGED(
      "E0905",
      "SourceChanged",
      ErrorKind.DATA,
      "What is imported changed while it was imported; the rest was not imported."),
  KEY_EXISTS(
      "E0906",
      "ImportKeyExists",
      ErrorKind.RUN,
      "A key to be imported has a value already; --replace gives it the imported one, --keep leaves it."),
  IMPORT_TOO_LARGE(
      "E0907",
      "ImportTooLarge",
      ErrorKind.RUN,
      "The import has more than one transaction takes; --batch N imports it in parts."),
  BEGUN_OTHERWISE(
      "E0908",
      "ImportBegunOtherwise",
      ErrorKind.RUN,
      "An import of the same file was begun with other options; repeat those, or begin anew with --restart."),
  VALUE_TOO_LONG(
      "E0909",
      "ExportValueTooLong",
      ErrorKind.RUN,
      "A value has more JSON than a line of an export may have.");

  private final ErrorEntry entry;

  ExchangeError(String code, String title, ErrorKind kind, String explanation) {
    this.entry = new ErrorEntry(code, title, kind, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
