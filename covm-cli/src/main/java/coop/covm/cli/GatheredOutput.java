package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.Output;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a run tells, for a JSON document; dumps go to standard error. */
final class GatheredOutput implements Output {
  private final List<Json> output = new ArrayList<>();
  private final List<Json> rolledBack = new ArrayList<>();
  private final List<Json> events = new ArrayList<>();
  private final List<Json> rolledBackEvents = new ArrayList<>();
  private final Terminal terminal;

  /**
   * @param terminal where dumps go, which are no part of it
   */
  GatheredOutput(Terminal terminal) {
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

  /** The object with what was emitted, what was taken back of that, and what happened. */
  JsonObject addTo(JsonObject object) {
    return object
        .with("output", Json.array(output, json -> json))
        .with("rolledBack", Json.array(rolledBack, json -> json))
        .with("events", Json.array(events, json -> json));
  }

  /** What did not happen after all. */
  Json rolledBackEvents() {
    return Json.array(rolledBackEvents, json -> json);
  }
}
