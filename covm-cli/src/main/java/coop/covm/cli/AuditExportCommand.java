package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm audit export}: the log as lines that anybody can verify. */
final class AuditExportCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "export",
            "Print commits in the form that digests and signatures are taken of, one a line.",
            "covm audit export > history.jsonl",
            "covm audit export --since 100 --until 200");
    return StoreOption.addTo(AuditRange.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    AuditRange range = AuditRange.of(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead();
        StoreView view = store.audit().wholeView(visit.caller())) {
      range.forEach(
          view,
          commit -> terminal.out().json(new Json(new String(CommitJson.write(commit), UTF_8))));
      return Exit.OK;
    }
  }
}
