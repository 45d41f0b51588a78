package coop.covm.storage.log;

import java.util.OptionalInt;

/**
 * Bytes that are no sound commit record. The message says what is wrong, without place: the caller
 * knows it.
 */
public final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int NOWHERE = -1;

  private final String reason;
  private final int position;

  public MalformedRecordException(String message) {
    this(message, message, NOWHERE);
  }

  /**
   * @param reason the message without what it says of the position
   * @param position in the text that was read, in characters from 0
   */
  MalformedRecordException(String message, String reason, int position) {
    super(message);
    this.reason = reason;
    this.position = position;
  }

  /** What is wrong, without what {@link #position} says. */
  public String reason() {
    return reason;
  }

  /** Where in the text that was read, in characters from 0; empty if all of it is meant. */
  public OptionalInt position() {
    return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
  }
}
