package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.CacheStatistics;
import coop.covm.storage.StoreStatistics;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code storage stats} shows.
 *
 * @param url the store
 * @param revision the one that is looked at, 0 if there is none
 * @param newest the commit of it, empty if there is none
 * @param use how many keys there are, if they were counted
 * @param present what is known of the store as it is now, if that is looked at
 */
record StoreReport(
    String url,
    long revision,
    Optional<Head> newest,
    Optional<ShownUse> use,
    Optional<Present> present) {

  /**
   * What has no history.
   *
   * @param retention how much history is kept
   */
  record Present(ShownRetention retention, StoreStatistics statistics) {}

  static StoreReport of(String url, StoreView view, Optional<ShownUse> use) {
    long revision = view.revision();
    Optional<Head> newest = revision == 0 ? Optional.empty() : Optional.of(view.head());
    return new StoreReport(url, revision, newest, use, Optional.empty());
  }

  StoreReport with(Present now) {
    return new StoreReport(url, revision, newest, use, Optional.of(now));
  }

  private Optional<BackendStatistics> stored() {
    return present.flatMap(now -> now.statistics().stored());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("store     " + url);
    stored().ifPresent(stored -> lines.add("format    " + stored.format()));
    lines.add(
        "revision  "
            + revision
            + newest.map(head -> ", of " + CommitTime.text(head.timeMillis())).orElse(""));
    newest.ifPresent(head -> lines.add("head      " + head.digest()));
    use.ifPresent(counted -> lines.addAll(counted.lines()));
    stored().ifPresent(stored -> lines.add("on disk   " + bytes(stored)));
    present.ifPresent(now -> {
      now.retention()
          .policies()
          .forEach((namespace, policy) ->
              lines.add("retention %s %s".formatted(policy.text(), namespace)));
      lines.add("cache     " + cache(now.statistics().cache()));
    });
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
            .with(
                "time",
                Json.ofOptional(newest, head -> Json.of(CommitTime.text(head.timeMillis()))))
            .with("head", Json.ofOptional(newest, head -> Json.of(head.digest().toString())));
    use.ifPresent(counted -> counted.addTo(json));
    stored().ifPresent(stored -> json.with("disk", json(stored)));
    present.ifPresent(now -> {
      json.with("retention", now.retention().policiesJson());
      json.with("cache", json(now.statistics().cache()));
    });
    return json.json();
  }

  private static Json json(BackendStatistics stored) {
    return new JsonObject()
        .with("format", Json.of(stored.format()))
        .with("logBytes", Json.of(stored.logBytes()))
        .with("indexBytes", Json.of(stored.indexBytes()))
        .with("otherBytes", Json.of(stored.otherBytes()))
        .json();
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
