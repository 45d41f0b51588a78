package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.engine.EngineChoice;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Which engine runs a program. */
final class EngineOption {
  private static final String ENGINE = "--engine";

  private EngineOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        Usage.choice(
            ENGINE,
            "NAME",
            List.of("auto", "interpreter", "compiled"),
            "auto, interpreter or compiled; they differ in time only. [auto]"));
  }

  /**
   * @throws CommandException {@code Usage} if there is no such engine
   */
  static EngineChoice of(ParseResult arguments) {
    String given = Usage.unmarked(arguments.matchedOptionValue(ENGINE, "auto"));
    return switch (given) {
      case "auto" -> EngineChoice.AUTO;
      case "interpreter" -> EngineChoice.INTERPRETER;
      case "compiled" -> EngineChoice.COMPILED;
      default ->
          throw CommandException.usage(
              "%s takes auto, interpreter or compiled, not '%s'".formatted(ENGINE, given));
    };
  }
}
