package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.HeadStatement;
import coop.covm.storage.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm audit head}: the newest head, to be written down. */
final class AuditHeadCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "head",
            "Print the newest head, to be kept elsewhere and given to covm audit verify later.",
            "covm audit head > head-2026-11.txt");
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      store.view(visit.caller()).close(); // refuses who is not who it says
      HeadStatement head = store.audit().head();
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("revision", Json.of(head.head().revision()))
                    .with("head", Json.of(head.head().digest().toString()))
                    .with(
                        "signature",
                        Json.ofOptional(head.signature(), it -> Json.of(it.toString())))
                    .json());
      } else {
        terminal.out().line(head.text());
      }
      return Exit.OK;
    }
  }
}
