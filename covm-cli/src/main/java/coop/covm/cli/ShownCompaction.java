package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.CompactionReport;
import coop.covm.storage.Store;
import java.util.List;

/**
 * How a compaction is shown.
 *
 * @param planned whether nothing was changed
 * @param bytesBefore on disk, 0 for a store in memory
 * @param bytesAfter on disk
 */
record ShownCompaction(
    CompactionReport report, boolean planned, long bytesBefore, long bytesAfter) {

  static long bytesOf(Store store) {
    return store
        .statistics()
        .stored()
        .map(stored -> stored.logBytes() + stored.indexBytes() + stored.otherBytes())
        .orElse(0L);
  }

  /** Whether nothing goes. */
  boolean isEmpty() {
    return report.keys() == 0;
  }

  List<String> lines() {
    return List.of(
        "%s %s of %s, through revision %s"
            .formatted(
                planned ? "would erase" : "erased",
                Counted.of(report.versions(), "former value"),
                Counted.of(report.keys(), "key"),
                report.through()),
        planned
            ? "on disk: %s bytes".formatted(Counted.grouped(bytesBefore))
            : "on disk: %s bytes before, %s after"
                .formatted(Counted.grouped(bytesBefore), Counted.grouped(bytesAfter)));
  }

  Json json() {
    JsonObject json =
        new JsonObject()
            .with("status", Json.of("ok"))
            .with("dryRun", Json.of(planned))
            .with("through", Json.of(report.through()))
            .with("keys", Json.of(report.keys()))
            .with("versions", Json.of(report.versions()))
            .with("bytesBefore", Json.of(bytesBefore));
    return (planned ? json : json.with("bytesAfter", Json.of(bytesAfter))).json();
  }
}
