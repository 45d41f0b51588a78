package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.ErasureReport;
import coop.covm.storage.Key;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage erase}: destroys every value that a key ever had. */
final class StorageEraseCommand implements Command {
  private static final String REASON = "--reason";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "erase",
                "Destroy every value that a key ever had; digests and signatures stay valid.",
                "covm storage erase member/ana/name --reason 'asked by ana, 2026-11-28'")
            .addPositional(Usage.parameter(0, "KEY", "The key."))
            .addOption(
                Usage.option(
                    REASON, "TEXT", "Why, for whoever reads the history later; required."));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Key key = new KeyScope(StoreOption.namespace(arguments)).key(Usage.text(arguments, 0));
    String reason = Usage.given(arguments, REASON).orElse("");
    if (reason.isBlank()) {
      throw CommandException.usage(
          "%s is missing: it stays in the history in place of what is erased".formatted(REASON));
    }
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      ErasureReport report = store.erasure().erase(key, reason, visit.acting());
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("revision", Json.of(report.revision()))
                    .with("key", Json.of(key.toString()))
                    .with("values", Json.of(report.values()))
                    .with("runs", Json.of(report.runs()))
                    .json());
      } else {
        terminal
            .out()
            .line(
                "erased %s of %s, and the parameters of %s; revision %s says so"
                    .formatted(
                        Counted.of(report.values(), "value"),
                        key,
                        Counted.of(report.runs(), "run"),
                        report.revision()));
      }
      return Exit.OK;
    }
  }
}
