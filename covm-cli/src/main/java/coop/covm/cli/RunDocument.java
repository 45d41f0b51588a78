package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.engine.Outcome;
import coop.covm.profile.Profile;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.Optional;

/** The one document of {@code covm run --json}. */
final class RunDocument {
  private RunDocument() {}

  /**
   * The document.
   *
   * @param output what the run told
   * @param changes what a dry run would have changed; empty if it was none
   * @param profile what the run cost, if it was measured
   */
  static Json of(
      GatheredOutput output,
      Outcome outcome,
      SourceFile source,
      String store,
      Optional<List<Json>> changes,
      Optional<Profile> profile) {
    JsonObject document =
        output
            .addTo(
                new JsonObject()
                    .with("status", Json.of(outcome.trap().isPresent() ? "failed" : "ok")))
            .with("rolledBackEvents", output.rolledBackEvents())
            .with("stack", Json.array(outcome.stack(), Json::of))
            .with("store", Json.of(store))
            .with("revision", Json.of(outcome.revision()))
            .with("writes", Json.of(outcome.writes()))
            .with("instructions", Json.of(outcome.instructions()))
            .with("fuel", Json.of(outcome.fuel()));
    changes.ifPresent(list -> document.with("changes", Json.array(list, json -> json)));
    profile.ifPresent(it -> document.with("profile", ProfileJson.of(it)));
    return document
        .with("error", Json.ofOptional(outcome.trap(), trap -> ErrorReport.json(trap, source)))
        .json();
  }
}
