package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.access.AccessRule;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm access list}: the rules that were stated and that the caller may see. */
final class AccessListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "list",
            "List the rules that were stated, as far as you may see them.",
            "covm access list --as root --key root.pem");
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      List<AccessRule> rules = store.access().rules(visit.caller());
      if (JsonOption.isSet(arguments)) {
        ShownRules.json(rules).forEach(terminal.out()::json);
      } else if (rules.isEmpty()) {
        terminal.notes().line("covm: there is no rule that you may see");
      } else {
        ShownRules.lines(rules).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }
}
