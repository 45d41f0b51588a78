package coop.covm.storage.log;

/**
 * Bytes that are no sound commit record. The message says what is wrong, without place: the caller
 * knows it.
 */
public final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedRecordException(String message) {
    super(message);
  }
}
