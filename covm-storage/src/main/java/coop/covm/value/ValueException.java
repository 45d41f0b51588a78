package coop.covm.value;

import coop.covm.error.CovmException;
import java.util.Map;

/** An operation on values that has no result. The operands are unchanged. */
public final class ValueException extends CovmException {
  private static final long serialVersionUID = 1L;

  public ValueException(ValueError code, String message) {
    super(code, message, Map.of(), null);
  }
}
