package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm quota clear}: takes a quota back. */
final class QuotaClearCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command("clear", "Take the quota of a namespace back.", "covm quota clear org/acme");
    return QuotaNamespace.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    KeyPrefix namespace = QuotaNamespace.of(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      return new ChangeReport(arguments, terminal)
          .with("namespace", ShownRules.text(namespace))
          .print(
              store.quotas().clear(namespace, visit.acting()),
              "%s has no quota".formatted(namespace));
    }
  }
}
