package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.EncryptedNamespace;
import coop.covm.storage.EncryptionReport;
import coop.covm.storage.KeyPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is encrypted, and what was done about it, as people and programs read it. */
final class ShownEncryption {
  private ShownEncryption() {}

  static List<String> lines(List<EncryptedNamespace> namespaces) {
    List<String> lines = new ArrayList<>();
    for (EncryptedNamespace namespace : namespaces) {
      lines.add(
          "%s  master key %s%s"
              .formatted(
                  namespace.namespace(),
                  namespace.keys().masterKey(),
                  namespace.changing()
                      ? "  (not finished: covm storage encrypt %s goes on)"
                          .formatted(namespace.namespace())
                      : ""));
    }
    return lines;
  }

  static Json json(List<EncryptedNamespace> namespaces) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("namespaces", Json.array(namespaces, ShownEncryption::json))
        .json();
  }

  private static Json json(EncryptedNamespace namespace) {
    return new JsonObject()
        .with("namespace", Json.of(namespace.namespace().toString()))
        .with("masterKey", Json.of(namespace.keys().masterKey()))
        .with("changing", Json.of(namespace.changing()))
        .json();
  }

  static String encrypted(KeyPrefix namespace, EncryptionReport report) {
    return "%s is encrypted; %s rewritten"
        .formatted(namespace, Counted.of(report.commits(), "commit"));
  }

  static String rotated(List<KeyPrefix> namespaces, EncryptionReport report) {
    return "%s has new keys; %s rewritten"
        .formatted(
            namespaces.stream().map(KeyPrefix::toString).collect(Collectors.joining(", ")),
            Counted.of(report.commits(), "commit"));
  }

  static Json done(List<KeyPrefix> namespaces, EncryptionReport report) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("namespaces", Json.array(namespaces, prefix -> Json.of(prefix.toString())))
        .with("commits", Json.of(report.commits()))
        .json();
  }
}
