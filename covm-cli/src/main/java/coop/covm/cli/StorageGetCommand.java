package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.TrapCode;
import coop.covm.storage.Key;
import coop.covm.storage.StoreView;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage get}: prints a value as {@code emit} does. */
final class StorageGetCommand implements Command {
  private static final String LITERAL = "--literal";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "get",
                "Print the value of a key, as emit prints it; long lists and maps laid out on a terminal.",
                "covm storage get org/treasury/balance",
                "covm storage get org/treasury/balance --at 3",
                "covm storage get org/treasury/balance --literal")
            .addPositional(Usage.parameter(0, "KEY", "The key."))
            .addOption(
                Usage.flag(LITERAL, "Print it as a literal, which shows of what type it is."));
    return PagerOption.addTo(ReadView.addTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      StoreView view = reading.view();
      Key key = reading.scope().key(Usage.text(arguments, 0));
      Value value = view.get(key).orElseThrow(() -> missing(key, view.revision()));
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("key", Json.of(key.toString()))
                    .with("value", Json.of(value))
                    .with("type", Json.of(value.type().label()))
                    .with("revision", Json.of(view.revision()))
                    .with("changed", Json.of(view.lastChange(key)))
                    .json());
      } else {
        lines(value, Usage.has(arguments, LITERAL), terminal).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }

  private static List<String> lines(Value value, boolean literal, Terminal terminal) {
    if (terminal.out().isTerminal() && (value instanceof MapValue || value instanceof ListValue)) {
      return LaidOutValue.lines(value);
    }
    return List.of(literal ? value.literal() : value.toString());
  }

  private static CommandException missing(Key key, long revision) {
    return new CommandException(
        TrapCode.KEY_NOT_FOUND,
        "%s has no value at revision %s".formatted(key, revision),
        Map.of("key", key.toString()));
  }
}
