package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.TrapCode;
import coop.covm.storage.Key;
import coop.covm.storage.StoreView;
import coop.covm.value.Value;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage get}: prints a value as {@code emit} does. */
final class StorageGetCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "get",
                "Print the value of a key, as emit prints it.",
                "covm storage get org/treasury/balance",
                "covm storage get org/treasury/balance --at 3")
            .addPositional(Usage.parameter(0, "KEY", "The key."));
    return ReadView.addTo(spec).addOption(JsonOption.document());
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
                    .with("revision", Json.of(view.revision()))
                    .with("changed", Json.of(view.lastChange(key)))
                    .json());
      } else {
        terminal.out().line(value.toString());
      }
      return Exit.OK;
    }
  }

  private static CommandException missing(Key key, long revision) {
    return new CommandException(
        TrapCode.KEY_NOT_FOUND,
        "%s has no value at revision %s".formatted(key, revision),
        Map.of("key", key.toString()));
  }
}
