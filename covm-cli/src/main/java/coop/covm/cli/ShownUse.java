package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.log.NamespaceUse;
import java.util.ArrayList;
import java.util.List;

/**
 * How many keys there are, and the bytes that quotas count for them.
 *
 * @param uses of each prefix that was looked at
 * @param each whether they are shown one by one too
 */
record ShownUse(List<NamespaceUse> uses, boolean each) {
  private long keys() {
    return uses.stream().mapToLong(NamespaceUse::keys).sum();
  }

  private long bytes() {
    return uses.stream().mapToLong(NamespaceUse::bytes).sum();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("keys      " + text(keys(), bytes()));
    if (each) {
      uses.forEach(use ->
          lines.add("          %s: %s".formatted(use.namespace(), text(use.keys(), use.bytes()))));
    }
    return lines;
  }

  private static String text(long keys, long bytes) {
    return "%s, %s with their values".formatted(Counted.grouped(keys), Counted.of(bytes, "byte"));
  }

  /** Adds the members to the document. */
  void addTo(JsonObject document) {
    document.with("keys", Json.of(keys())).with("bytes", Json.of(bytes()));
    if (each) {
      JsonObject below = new JsonObject();
      for (NamespaceUse use : uses) {
        below.with(
            use.namespace().toString(),
            new JsonObject()
                .with("keys", Json.of(use.keys()))
                .with("bytes", Json.of(use.bytes()))
                .json());
      }
      document.with("below", below.json());
    }
  }
}
