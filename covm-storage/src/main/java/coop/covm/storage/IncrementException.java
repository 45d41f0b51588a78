package coop.covm.storage;

import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import java.util.Map;

/**
 * An increment that does not fit the value it met at commit: {@code TypeMismatch}, {@code
 * DecimalOverflow}, {@code NumberNotFinite} or {@code IncrementOverflow}. Nothing of its
 * transaction was stored.
 */
public final class IncrementException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient Key key;

  public IncrementException(ErrorCode code, Key key, String message) {
    super(code, message, Map.of("key", key.toString()), null);
    this.key = key;
  }

  /** The key whose increment failed. */
  public Key key() {
    return key;
  }
}
