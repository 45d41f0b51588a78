package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm access record-reads}: where reads are recorded. */
final class AccessRecordReadsCommand implements Command {
  private static final String DROP = "--drop";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "record-reads",
                "Have it recorded who reads what below a namespace, or show where that is so.",
                "covm access record-reads org/acme/salaries",
                "covm access record-reads org/acme/salaries --drop",
                "covm access record-reads")
            .addPositional(
                Usage.optionalParameter(0, "NAMESPACE", "Such as org/acme/salaries. [show all]"))
            .addOption(Usage.flag(DROP, "Record reads there no longer."));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<NamedNamespace> named = NamedNamespace.of(arguments);
    boolean recorded = !Usage.has(arguments, DROP);
    if (named.isEmpty() && recorded) {
      return show(arguments, terminal);
    }
    KeyPrefix namespace =
        named
            .flatMap(NamedNamespace::prefix)
            .orElseThrow(() ->
                CommandException.usage(
                    "NAMESPACE is missing: a namespace such as org/acme/salaries; for the whole store name its roots, one after the other"));
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      OptionalLong revision = store.access().recordReads(namespace, recorded, visit.acting());
      return new ChangeReport(arguments, terminal)
          .with("namespace", ShownRules.text(namespace))
          .with("recorded", Json.of(recorded))
          .print(
              revision,
              (recorded ? "reads of %s are recorded already" : "reads of %s are not recorded")
                  .formatted(namespace));
    }
  }

  private static int show(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      List<KeyPrefix> namespaces = store.access().recordedReads(visit.caller());
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("namespaces", Json.array(namespaces, ShownRules::text))
                    .json());
      } else if (namespaces.isEmpty()) {
        terminal
            .notes()
            .line("covm: there is no namespace that you may see whose reads are recorded");
      } else {
        namespaces.forEach(namespace -> terminal.out().line(namespace.toString()));
      }
      return Exit.OK;
    }
  }
}
