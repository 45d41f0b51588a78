package coop.covm.cli.output;

import java.util.StringJoiner;

/** Builds a JSON object member by member, in the order in which they are added. */
public final class JsonObject {
  private final StringJoiner members = new StringJoiner(",", "{", "}");

  /** Adds a member; the caller names each once. */
  public JsonObject with(String name, Json value) {
    members.add(Json.of(name).text() + ":" + value.text());
    return this;
  }

  public Json json() {
    return new Json(members.toString());
  }
}
