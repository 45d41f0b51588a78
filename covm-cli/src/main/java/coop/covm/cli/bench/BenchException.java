package coop.covm.cli.bench;

import coop.covm.cli.output.CommandError;
import coop.covm.error.CovmException;
import java.util.Map;

/** Where nothing can be measured as it was asked for. */
public final class BenchException extends CovmException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(CommandError.USAGE, message, Map.of(), null);
  }
}
