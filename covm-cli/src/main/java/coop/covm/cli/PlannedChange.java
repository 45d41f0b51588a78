package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.log.Change;

/** How a change that a dry run would have made is shown. */
final class PlannedChange {
  private PlannedChange() {}

  static String text(Change change) {
    return switch (change) {
      case Change.Set set ->
          "would set %s to %s".formatted(set.key(), set.value().value().literal());
      case Change.Delete delete -> "would delete %s".formatted(delete.key());
      case Change.Increment increment ->
          "would add %s to %s, which gives %s"
              .formatted(
                  increment.amount().value().literal(),
                  increment.key(),
                  increment.result().value().literal());
    };
  }

  static Json json(Change change) {
    return switch (change) {
      case Change.Set set ->
          operation("set", set).with("value", Json.of(set.value().value())).json();
      case Change.Delete delete -> operation("delete", delete).json();
      case Change.Increment increment ->
          operation("increment", increment)
              .with("amount", Json.of(increment.amount().value()))
              .with("value", Json.of(increment.result().value()))
              .json();
    };
  }

  private static JsonObject operation(String operation, Change change) {
    return new JsonObject()
        .with("operation", Json.of(operation))
        .with("key", Json.of(change.key().toString()));
  }
}
