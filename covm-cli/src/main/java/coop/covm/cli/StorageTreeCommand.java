package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage tree}: the keys below a prefix, indented by their segments. */
final class StorageTreeCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "tree",
                "Show keys as a tree: a line a segment, a group of keys with a final /.",
                "covm storage tree org")
            .addPositional(KeyListing.parameter());
    return PagerOption.addTo(ReadView.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    KeyTree tree = new KeyTree(terminal.out(), JsonOption.isSet(arguments));
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      KeyListing.forEach(reading, arguments, tree::add);
    }
    return Exit.OK;
  }
}
