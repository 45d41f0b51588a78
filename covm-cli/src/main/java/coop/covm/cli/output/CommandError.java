package coop.covm.cli.output;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can go wrong in the command line itself, before or beside a run. */
public enum CommandError implements ErrorCode {
  USAGE("E0801", "Usage", ErrorKind.USAGE, "The command was called wrongly; see covm help."),
  INPUT_NOT_FOUND(
      "E0802", "InputNotFound", ErrorKind.MISSING_INPUT, "There is no file of this name."),
  INPUT_UNREADABLE(
      "E0803",
      "InputUnreadable",
      ErrorKind.MISSING_INPUT,
      "The input is a directory, or may not or cannot be read."),
  OUTPUT_EXISTS(
      "E0804",
      "OutputExists",
      ErrorKind.USAGE,
      "The file to write exists and is something else than what is written; --force replaces it."),
  OUTPUT_FAILED(
      "E0805",
      "OutputFailed",
      ErrorKind.STORAGE,
      "Standard output or the file to write could not be written."),
  OUT_OF_MEMORY(
      "E0806",
      "OutOfMemory",
      ErrorKind.RUN,
      "The Java machine has less memory than this needs; lower --max-memory, or give Java more."),
  INVALID_KEY_FILE(
      "E0807",
      "InvalidKeyFile",
      ErrorKind.MISSING_INPUT,
      "The file holds no key of the kind that was asked for."),
  INTERNAL(
      "E0899",
      "InternalError",
      ErrorKind.RUN,
      "A fault in COVM itself, not in the program or its input; please report it.");

  private final ErrorEntry entry;

  CommandError(String code, String title, ErrorKind kind, String explanation) {
    this.entry = new ErrorEntry(code, title, kind, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
