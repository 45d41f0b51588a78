package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Decision;
import coop.covm.storage.access.Subject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm access explain}: whether somebody may do something, and by which rule. */
final class AccessExplainCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "explain",
                "Say whether somebody may do something on a key, and by which rule.",
                "covm access explain member:alice read org/acme/treasury/balance")
            .addPositional(Usage.parameter(0, "WHO", "member:ID or everyone."))
            .addPositional(
                Usage.parameter(1, "ACTION", "One of read, write, delete, list and admin."))
            .addPositional(Usage.parameter(2, "KEY", "The key; whether it is there is not told."));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Subject who = RuleArguments.subject(Usage.text(arguments, 0));
    if (who instanceof Subject.Holder) {
      throw CommandException.usage(
          "WHO is member:ID or everyone here, not '%s': what a member may do depends on all its roles"
              .formatted(who));
    }
    Action action = RuleArguments.action(Usage.text(arguments, 1));
    Key key = new KeyScope(StoreOption.namespace(arguments)).key(Usage.text(arguments, 2));
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      Decision decision = store.access().explain(visit.caller(), who, action, key);
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(json(who, action, key, decision));
      } else {
        terminal
            .out()
            .line("%s: %s".formatted(decision.allowed() ? "allow" : "deny", decision.reason()));
      }
      return Exit.OK;
    }
  }

  private static Json json(Subject who, Action action, Key key, Decision decision) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("who", ShownRules.text(who))
        .with("action", ShownRules.text(action))
        .with("key", ShownRules.text(key))
        .with("allowed", Json.of(decision.allowed()))
        .with(
            "rule",
            Json.ofOptional(
                decision.rule(),
                rule ->
                    new JsonObject()
                        .with("who", ShownRules.text(rule.subject()))
                        .with("allowed", Json.of(rule.allowed()))
                        .with("action", ShownRules.text(rule.action()))
                        .with("namespace", Json.of(rule.place()))
                        .json()))
        .with("reason", Json.of(decision.reason()))
        .json();
  }
}
