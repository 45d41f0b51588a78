package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage list}: the keys below a prefix, one a line. */
final class StorageListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "list",
                "List keys, one a line, ordered by their bytes.",
                "covm storage list org/acme")
            .addPositional(KeyListing.parameter());
    return PagerOption.addTo(ReadView.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean json = JsonOption.isSet(arguments);
    Channel out = terminal.out();
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      KeyListing.forEach(
          reading,
          arguments,
          key -> {
            if (json) {
              out.json(new JsonObject().with("key", Json.of(key.toString())).json());
            } else {
              out.line(key.toString());
            }
          });
    }
    return Exit.OK;
  }
}
