package coop.covm.storage;

import coop.covm.storage.log.NamespaceUse;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What namespaces with a quota would take after many changes, each of another key, without keeping
 * the changes. For use by one thread.
 */
final class QuotaForecast {
  private final QuotaPolicy quotas;
  private final StoreView view;
  private final Map<KeyPrefix, Difference> differences = new HashMap<>();

  /**
   * @param view not guarded
   */
  QuotaForecast(QuotaPolicy quotas, StoreView view) {
    this.quotas = quotas;
    this.view = view;
  }

  /** How much more, or less, a namespace takes. */
  private record Difference(long keys, long bytes) {
    Difference plus(Difference other) {
      return new Difference(keys + other.keys, bytes + other.bytes);
    }
  }

  /** Whether there is no quota at all. */
  boolean isFree() {
    return quotas.isEmpty();
  }

  /** The key has a value of so many bytes then. */
  void set(Key key, long valueBytes) {
    for (KeyPrefix namespace : quotas.above(key)) {
      OptionalLong old = view.valueBytes(key);
      long before = old.isPresent() ? QuotaLedger.size(key, old.getAsLong()) : 0;
      Difference more =
          new Difference(old.isPresent() ? 0 : 1, QuotaLedger.size(key, valueBytes) - before);
      differences.merge(namespace, more, Difference::plus);
    }
  }

  /**
   * @throws StorageException {@code QuotaExceeded} as the commit would
   */
  void check() {
    differences.forEach((namespace, more) -> {
      NamespaceUse now = view.use(namespace).orElseGet(() -> view.countUse(namespace));
      NamespaceUse then =
          new NamespaceUse(namespace, now.keys() + more.keys, now.bytes() + more.bytes);
      QuotaLedger.check(quotas.of(namespace), now, then);
    });
  }
}
