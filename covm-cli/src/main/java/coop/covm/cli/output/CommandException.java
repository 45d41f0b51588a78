package coop.covm.cli.output;

import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import java.util.Map;

/** A command that cannot do what it was asked for. */
public final class CommandException extends CovmException {
  private static final long serialVersionUID = 1L;

  public CommandException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  public CommandException(ErrorCode code, String message, Map<String, String> facts) {
    super(code, message, facts, null);
  }

  /** The command was called wrongly. */
  public static CommandException usage(String message) {
    return new CommandException(CommandError.USAGE, message);
  }
}
