package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import coop.covm.profile.Profile;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what a run tells into the one document of {@code covm run --json}. */
final class RunDocument implements Output {
  private final List<Json> output = new ArrayList<>();
  private final List<Json> rolledBack = new ArrayList<>();
  private final List<Json> events = new ArrayList<>();
  private final List<Json> rolledBackEvents = new ArrayList<>();
  private final Terminal terminal;

  /**
   * @param terminal where dumps go, which are no part of the document
   */
  RunDocument(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void emit(String text) {
    output.add(Json.of(text));
  }

  @Override
  public void event(String category, String message) {
    events.add(eventJson(category, message));
  }

  @Override
  public void rolledBack(String text) {
    rolledBack.add(Json.of(text));
  }

  @Override
  public void rolledBackEvent(String category, String message) {
    rolledBackEvents.add(eventJson(category, message));
  }

  @Override
  public void dump(String text) {
    terminal.notes().line(text.stripTrailing());
  }

  private static Json eventJson(String category, String message) {
    return new JsonObject()
        .with("category", Json.of(category))
        .with("message", Json.of(message))
        .json();
  }

  /**
   * The document.
   *
   * @param changes what a dry run would have changed; empty if it was none
   * @param profile what the run cost, if it was measured
   */
  Json document(
      Outcome outcome,
      SourceFile source,
      String store,
      Optional<List<Json>> changes,
      Optional<Profile> profile) {
    JsonObject document =
        new JsonObject()
            .with("status", Json.of(outcome.trap().isPresent() ? "failed" : "ok"))
            .with("output", Json.array(output, json -> json))
            .with("rolledBack", Json.array(rolledBack, json -> json))
            .with("events", Json.array(events, json -> json))
            .with("rolledBackEvents", Json.array(rolledBackEvents, json -> json))
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
