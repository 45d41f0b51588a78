package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.exchange.ImportReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether it only would
 */
record ShownImport(ImportReport report, boolean dryRun) {
  void tell(boolean asJson, Terminal terminal) {
    if (asJson) {
      terminal.out().json(json());
    } else {
      terminal.out().line(line());
    }
  }

  private String line() {
    if (report.before() == report.keys() && report.keys() > 0) {
      return "all of its %s were imported before; --restart imports them anew"
          .formatted(Counted.of(report.keys(), "key"));
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s %s".formatted(dryRun ? "would import" : "imported", Counted.of(report.set(), "key")));
    if (report.kept() > 0) {
      parts.add(
          "%s %s as %s"
              .formatted(
                  dryRun ? "would leave" : "left",
                  Counted.grouped(report.kept()),
                  report.kept() == 1 ? "it is" : "they are"));
    }
    if (report.before() > 0) {
      parts.add("%s were imported before".formatted(Counted.grouped(report.before())));
    }
    return String.join(", ", parts)
        + (report.revision().isPresent()
            ? "; revision " + report.revision().getAsLong()
            : dryRun ? "" : "; nothing was changed");
  }

  private Json json() {
    JsonObject json =
        new JsonObject()
            .with("status", Json.of("ok"))
            .with("dryRun", Json.of(dryRun))
            .with("keys", Json.of(report.keys()))
            .with("before", Json.of(report.before()))
            .with("set", Json.of(report.set()))
            .with("kept", Json.of(report.kept()))
            .with("commits", Json.of(report.commits()))
            .with("sha256", Json.of(report.source().toString()));
    return json.with(
            "revision",
            report.revision().isPresent() ? Json.of(report.revision().getAsLong()) : Json.NULL)
        .json();
  }
}
