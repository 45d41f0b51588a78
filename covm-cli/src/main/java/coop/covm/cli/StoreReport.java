package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.CacheStatistics;
import coop.covm.storage.StoreStatistics;
import coop.covm.storage.StoreView;
import coop.covm.storage.spi.BackendStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code storage stats} shows.
 *
 * @param url the store
 * @param revision the newest, 0 if there is none
 * @param timeMillis its time, empty if there is none
 * @param keys how many keys lie below which prefix, if they were counted
 * @param retention how much history is kept
 */
record StoreReport(
    String url,
    long revision,
    Optional<Long> timeMillis,
    Optional<Map<String, Long>> keys,
    ShownRetention retention,
    StoreStatistics statistics) {

  static StoreReport of(
      String url,
      StoreView view,
      Optional<Map<String, Long>> keys,
      ShownRetention retention,
      StoreStatistics statistics) {
    long revision = view.revision();
    Optional<Long> timeMillis =
        revision == 0 ? Optional.empty() : Optional.of(view.head().timeMillis());
    return new StoreReport(url, revision, timeMillis, keys, retention, statistics);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("store     " + url);
    statistics.stored().ifPresent(stored -> lines.add("format    " + stored.format()));
    lines.add(
        "revision  "
            + revision
            + timeMillis.map(time -> ", of " + CommitTime.text(time)).orElse(""));
    statistics.stored().ifPresent(stored -> lines.add("on disk   " + bytes(stored)));
    keys.ifPresent(counts ->
        counts.forEach((prefix, count) ->
            lines.add("keys      %s %s".formatted(Counted.grouped(count), prefix))));
    retention
        .policies()
        .forEach((namespace, policy) ->
            lines.add("retention %s %s".formatted(policy.text(), namespace)));
    lines.add("cache     " + cache(statistics.cache()));
    return lines;
  }

  private static String bytes(BackendStatistics stored) {
    return "%s bytes of log, %s of index, %s of other files"
        .formatted(
            Counted.grouped(stored.logBytes()),
            Counted.grouped(stored.indexBytes()),
            Counted.grouped(stored.otherBytes()));
  }

  private static String cache(CacheStatistics cache) {
    return "%s bytes at most in each process; in this one %s hits, %s misses, %s values of %s bytes, %s evicted, %s outdated"
        .formatted(
            Counted.grouped(cache.capacityBytes()),
            Counted.grouped(cache.hits()),
            Counted.grouped(cache.misses()),
            Counted.grouped(cache.entries()),
            Counted.grouped(cache.bytes()),
            Counted.grouped(cache.evictions()),
            Counted.grouped(cache.invalidations()));
  }

  Json json() {
    JsonObject json =
        new JsonObject()
            .with("status", Json.of("ok"))
            .with("store", Json.of(url))
            .with("revision", Json.of(revision))
            .with("time", Json.ofOptional(timeMillis, time -> Json.of(CommitTime.text(time))));
    statistics.stored().ifPresent(stored -> json.with("disk", json(stored)));
    keys.ifPresent(counts -> json.with("keys", json(counts)));
    json.with("retention", retention.policiesJson());
    return json.with("cache", json(statistics.cache())).json();
  }

  private static Json json(BackendStatistics stored) {
    return new JsonObject()
        .with("format", Json.of(stored.format()))
        .with("logBytes", Json.of(stored.logBytes()))
        .with("indexBytes", Json.of(stored.indexBytes()))
        .with("otherBytes", Json.of(stored.otherBytes()))
        .json();
  }

  private static Json json(Map<String, Long> counts) {
    JsonObject json = new JsonObject();
    counts.forEach((prefix, count) -> json.with(prefix, Json.of((long) count)));
    return json.json();
  }

  private static Json json(CacheStatistics cache) {
    return new JsonObject()
        .with("capacityBytes", Json.of(cache.capacityBytes()))
        .with("bytes", Json.of(cache.bytes()))
        .with("entries", Json.of(cache.entries()))
        .with("hits", Json.of(cache.hits()))
        .with("misses", Json.of(cache.misses()))
        .with("evictions", Json.of(cache.evictions()))
        .with("invalidations", Json.of(cache.invalidations()))
        .json();
  }
}
