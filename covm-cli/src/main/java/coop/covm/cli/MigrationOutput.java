package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.Output;
import java.util.ArrayList;
import java.util.List;

/** Gathers what the program of a migration tells for its object; dumps go to standard error. */
final class MigrationOutput implements Output {
  private final List<Json> emitted = new ArrayList<>();
  private final List<Json> rolledBack = new ArrayList<>();
  private final List<Json> events = new ArrayList<>();
  private final Terminal terminal;

  MigrationOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void emit(String text) {
    emitted.add(Json.of(text));
  }

  @Override
  public void event(String category, String message) {
    events.add(
        new JsonObject()
            .with("category", Json.of(category))
            .with("message", Json.of(message))
            .json());
  }

  @Override
  public void rolledBack(String text) {
    rolledBack.add(Json.of(text));
  }

  /** What did not happen is no event. */
  @Override
  public void rolledBackEvent(String category, String message) {}

  @Override
  public void dump(String text) {
    terminal.notes().line(text.stripTrailing());
  }

  JsonObject addTo(JsonObject object) {
    return object
        .with("output", Json.array(emitted, json -> json))
        .with("rolledBack", Json.array(rolledBack, json -> json))
        .with("events", Json.array(events, json -> json));
  }
}
