package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.HistoryPolicies;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import coop.covm.storage.StoreHistory;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage retention}: how much history namespaces keep when a store is compacted. */
final class StorageRetentionCommand implements Command {
  private static final String DROP = "--drop";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "retention",
                "Show or state how much history namespaces keep when the store is compacted.",
                "covm storage retention",
                "covm storage retention org/acme 30 days",
                "covm storage retention / 10 versions   # all that no policy is stated for",
                "covm storage retention org/acme --drop")
            .addPositional(
                Usage.optionalParameter(
                    0, "NAMESPACE", "The namespace, or / for the whole store. [show all]"))
            .addPositional(
                Usage.laterParameters(
                    1,
                    "POLICY",
                    "all, N days or N versions: what compact leaves. [show what counts]"))
            .addOption(
                Usage.flag(DROP, "Take back what is stated, so that the prefix above counts."));
    return StoreOption.addToWriter(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<NamedNamespace> namespace = NamedNamespace.of(arguments);
    String text = String.join(" ", Usage.textsFrom(arguments, 1));
    boolean drop = Usage.has(arguments, DROP);
    check(drop, namespace.isPresent(), text);
    if (drop || !text.isEmpty()) {
      Optional<HistoryPolicy> policy = drop ? Optional.empty() : Optional.of(policy(text));
      return state(namespace.orElseThrow(), policy, arguments, terminal);
    }
    return show(namespace, arguments, terminal);
  }

  private static void check(boolean drop, boolean named, String policy) {
    if (drop && !named) {
      throw CommandException.usage(
          "NAMESPACE is missing: whose policy %s takes back; / is the whole store".formatted(DROP));
    }
    if (drop && !policy.isEmpty()) {
      throw CommandException.usage(
          "%s takes a policy back, so there is nothing to do with '%s'".formatted(DROP, policy));
    }
  }

  private static HistoryPolicy policy(String text) {
    return HistoryPolicy.parse(text)
        .orElseThrow(() ->
            CommandException.usage(
                "POLICY is all, 1 to 100,000 days such as 30 days, or 1 to 1,000,000 versions such as 10 versions, not '%s'"
                    .formatted(text)));
  }

  private static int state(
      NamedNamespace namespace,
      Optional<HistoryPolicy> policy,
      ParseResult arguments,
      Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      OptionalLong revision = store.history().keep(namespace.prefix(), policy, visit.acting());
      if (revision.isEmpty()) {
        terminal.notes().line("covm: " + unchanged(namespace, policy));
      }
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(ShownRetention.stated(namespace, policy, revision));
      }
      return Exit.OK;
    }
  }

  private static String unchanged(NamedNamespace namespace, Optional<HistoryPolicy> policy) {
    return policy
        .map(stated -> "'%s' is stated for %s already".formatted(stated.text(), namespace))
        .orElse("no policy is stated for %s".formatted(namespace));
  }

  private static int show(
      Optional<NamedNamespace> namespace, ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      Optional<KeyPrefix> one = namespace.flatMap(NamedNamespace::prefix);
      ShownRetention shown = new ShownRetention(policies(store.history(), visit.caller(), one));
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(one.isPresent() ? shown.json(one.orElseThrow()) : shown.json());
      } else if (one.isPresent()) {
        terminal.out().line(shown.line(one.orElseThrow()));
      } else {
        shown.lines().forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }

  private static HistoryPolicies policies(
      StoreHistory history, Caller caller, Optional<KeyPrefix> namespace) {
    return namespace.isPresent()
        ? history.policies(caller, namespace.get())
        : history.policies(caller);
  }
}
