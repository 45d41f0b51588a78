package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import java.util.List;
import java.util.stream.Collectors;

/** How identities are shown. */
final class ShownIdentity {
  private ShownIdentity() {}

  static List<String> lines(List<Identity> identities) {
    TextTable table = new TextTable("member", "status", "key", "roles");
    for (Identity identity : identities) {
      table.row(identity.id(), status(identity), identity.key().toString(), roles(identity));
    }
    return table.lines();
  }

  static List<String> lines(Identity identity) {
    return List.of(
        "member  " + identity.id(),
        "status  " + status(identity),
        "key     " + identity.key(),
        "roles   " + (identity.roles().isEmpty() ? "none" : roles(identity)));
  }

  private static String status(Identity identity) {
    return identity.active() ? "active" : "disabled";
  }

  private static String roles(Identity identity) {
    return identity.roles().stream().map(Role::toString).collect(Collectors.joining(", "));
  }

  static Json json(Identity identity) {
    return members(new JsonObject(), identity).json();
  }

  /** Adds what is known of the identity to a document. */
  static JsonObject members(JsonObject document, Identity identity) {
    return document
        .with("member", Json.of(identity.id()))
        .with("active", Json.of(identity.active()))
        .with("key", Json.of(identity.key().toString()))
        .with("roles", Json.array(identity.roles(), role -> Json.of(role.toString())));
  }
}
