package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.SaltedValue;

/** How a change of a commit is shown. */
final class ShownChange {
  private ShownChange() {}

  /** A line such as {@code set org/a/b to 5}. */
  static String text(Change change) {
    return switch (change) {
      case Change.Set set -> "set %s to %s".formatted(set.key(), ShownValue.text(set.value()));
      case Change.Delete delete -> "delete %s".formatted(delete.key());
      case Change.Increment increment ->
          "add %s to %s, which gives %s"
              .formatted(
                  ShownValue.text(increment.amount()),
                  increment.key(),
                  ShownValue.text(increment.result()));
    };
  }

  static Json json(Change change) {
    return switch (change) {
      case Change.Set set -> with(operation("set", set), "value", set.value()).json();
      case Change.Delete delete -> operation("delete", delete).json();
      case Change.Increment increment ->
          with(
                  with(operation("increment", increment), "amount", increment.amount()),
                  "value",
                  increment.result())
              .json();
    };
  }

  /** A value that was erased, or is encrypted, is left out, as one that is not there. */
  private static JsonObject with(JsonObject json, String name, SaltedValue value) {
    return ShownValue.of(value).map(shown -> json.with(name, Json.of(shown))).orElse(json);
  }

  private static JsonObject operation(String operation, Change change) {
    return new JsonObject()
        .with("operation", Json.of(operation))
        .with("key", Json.of(change.key().toString()));
  }
}
