package coop.covm.engine;

import coop.covm.error.CovmException;
import java.util.Map;

/** What an instruction throws to end the run with a code of the run itself. */
final class TrapException extends CovmException {
  private static final long serialVersionUID = 1L;

  TrapException(TrapCode code, String message) {
    this(code, message, Map.of());
  }

  TrapException(TrapCode code, String message, Map<String, String> facts) {
    super(code, message, facts, null);
  }
}
