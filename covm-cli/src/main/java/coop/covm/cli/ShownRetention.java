package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.HistoryPolicies;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.KeyPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How the policies of history are shown. */
record ShownRetention(HistoryPolicies kept) {
  /** All by namespace: first the one of the whole store, then what is stated besides. */
  Map<String, HistoryPolicy> policies() {
    Map<String, HistoryPolicy> policies = new LinkedHashMap<>();
    policies.put(NamedNamespace.ROOT, kept.whole());
    kept.byNamespace().forEach((prefix, policy) -> policies.put(prefix.toString(), policy));
    return policies;
  }

  List<String> lines() {
    return policies().entrySet().stream()
        .map(entry -> "%s  %s".formatted(entry.getKey(), entry.getValue().text()))
        .toList();
  }

  /** The policy that counts below one namespace, and where it comes from. */
  String line(KeyPrefix namespace) {
    String from = decidedBy(namespace);
    return "%s  %s%s"
        .formatted(
            namespace,
            kept.below(namespace).text(),
            from.equals(namespace.toString()) ? "" : ", as stated for " + from);
  }

  private String decidedBy(KeyPrefix namespace) {
    return kept.deciding(namespace).map(KeyPrefix::toString).orElse(NamedNamespace.ROOT);
  }

  Json json() {
    return new JsonObject().with("status", Json.of("ok")).with("retention", policiesJson()).json();
  }

  /** The policies by namespace. */
  Json policiesJson() {
    JsonObject json = new JsonObject();
    policies().forEach((namespace, policy) -> json.with(namespace, Json.of(policy.text())));
    return json.json();
  }

  Json json(KeyPrefix namespace) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("namespace", Json.of(namespace.toString()))
        .with("policy", Json.of(kept.below(namespace).text()))
        .with("statedFor", Json.of(decidedBy(namespace)))
        .json();
  }

  /**
   * What was stated or taken back.
   *
   * @param revision empty if it was so already
   */
  static Json stated(
      NamedNamespace namespace, Optional<HistoryPolicy> policy, OptionalLong revision) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("namespace", Json.of(namespace.toString()))
        .with("policy", Json.ofOptional(policy, stated -> Json.of(stated.text())))
        .with("revision", revision.isPresent() ? Json.of(revision.getAsLong()) : Json.NULL)
        .json();
  }
}
