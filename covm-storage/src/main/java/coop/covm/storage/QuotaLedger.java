package coop.covm.storage;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.NamespaceUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the namespaces with a quota take, as of the commits of a group so far. The use of a
 * namespace is counted once, when its quota is stated, and carried on from commit to commit in
 * their envelopes. For use by one thread.
 */
final class QuotaLedger {
  private final QuotaPolicy quotas;
  private final StoreView newest;
  private final RecentChanges recent;
  private final Map<KeyPrefix, NamespaceUse> uses = new HashMap<>();

  /** What the keys changed so far take now; 0 if they have no value. */
  private final Map<Key, Long> sizes = new HashMap<>();

  /**
   * @param newest not guarded
   * @param recent has caught up with the view; it saves a look at the index
   */
  QuotaLedger(QuotaPolicy quotas, StoreView newest, RecentChanges recent) {
    this.quotas = quotas;
    this.newest = newest;
    this.recent = recent;
  }

  /** Whether the changes touch no quota. */
  private boolean isFree(List<Change> changes) {
    return quotas.isEmpty() && changes.stream().noneMatch(QuotaLedger::statesQuota);
  }

  private static boolean statesQuota(Change change) {
    return change.key().isSystem()
        && SystemKeys.area(change.key()).equals(SystemKeys.QUOTA)
        && change instanceof Change.Set;
  }

  /**
   * What namespaces take after a commit, of those that it changes, ordered by namespace. Remembers
   * it as done.
   *
   * @throws StorageException {@code QuotaExceeded} if a namespace would take more than it may and
   *     more than before; nothing is remembered then
   */
  List<NamespaceUse> after(List<Change> changes) {
    if (isFree(changes)) {
      return List.of();
    }
    long[] made = new long[changes.size()];
    Map<KeyPrefix, NamespaceUse> after = new TreeMap<>(KeyPrefix.BY_TEXT);
    for (int i = 0; i < made.length; i++) {
      Change change = changes.get(i);
      long size = change.made().map(value -> size(change.key(), value.byteSize())).orElse(0L);
      List<KeyPrefix> above = quotas.above(change.key());
      if (!above.isEmpty()) {
        long before = sizeNow(change.key());
        for (KeyPrefix namespace : above) {
          NamespaceUse use = after.getOrDefault(namespace, use(namespace));
          after.put(
              namespace,
              new NamespaceUse(
                  namespace,
                  use.keys() + (size > 0 ? 1 : 0) - (before > 0 ? 1 : 0),
                  use.bytes() + size - before));
        }
      }
      made[i] = size;
    }
    for (NamespaceUse use : after.values()) {
      check(quotas.of(use.namespace()), use(use.namespace()), use);
    }
    for (Change change : changes) {
      if (statesQuota(change)) {
        KeyPrefix namespace = QuotaPolicy.namespace(change.key());
        after.put(namespace, quotas.has(namespace) ? use(namespace) : counted(namespace));
      }
    }
    for (int i = 0; i < made.length; i++) {
      sizes.put(changes.get(i).key(), made[i]);
    }
    uses.putAll(after);
    return new ArrayList<>(after.values());
  }

  /**
   * @throws StorageException {@code QuotaExceeded} if it is more than the quota, and more than
   *     before
   */
  static void check(Quota quota, NamespaceUse before, NamespaceUse after) {
    check("key", quota.keys(), before.keys(), after.keys(), after.namespace());
    check("byte", quota.bytes(), before.bytes(), after.bytes(), after.namespace());
  }

  private static void check(
      String one, OptionalLong limit, long before, long after, KeyPrefix namespace) {
    if (limit.isEmpty() || after <= limit.getAsLong() || after <= before) {
      return;
    }
    String what = limit.getAsLong() == 1 ? one : one + "s";
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("namespace", namespace.toString());
    facts.put("limit", limit.getAsLong() + " " + what);
    facts.put("use", Long.toString(before));
    facts.put("need", Long.toString(after));
    throw new StorageException(
        StorageError.QUOTA_EXCEEDED,
        String.format(
            Locale.ROOT,
            "%s may hold %,d %s and holds %,d; this commit would make it %,d",
            namespace,
            limit.getAsLong(),
            what,
            before,
            after),
        facts,
        null);
  }

  private NamespaceUse use(KeyPrefix namespace) {
    return uses.computeIfAbsent(
        namespace, _ -> newest.use(namespace).orElseGet(() -> counted(namespace)));
  }

  /** Counts what a namespace takes, which looks at each key below it. */
  private NamespaceUse counted(KeyPrefix namespace) {
    return newest.countUse(namespace);
  }

  private long sizeNow(Key key) {
    Long known = sizes.get(key);
    if (known != null) {
      return known;
    }
    OptionalInt last = recent.valueBytes(key);
    if (last.isPresent()) {
      return last.getAsInt() == 0 ? 0 : size(key, last.getAsInt());
    }
    OptionalLong bytes = newest.valueBytes(key);
    return bytes.isPresent() ? size(key, bytes.getAsLong()) : 0;
  }

  /** What a key and its value take. */
  static long size(Key key, long valueBytes) {
    return key.utf8().length + valueBytes;
  }
}
