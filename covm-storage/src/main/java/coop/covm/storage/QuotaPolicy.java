package coop.covm.storage;

import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The quotas of a store: under {@code system/quota/NAMESPACE} a map of {@code keys} and {@code
 * bytes}, one of them at least. A key counts at every namespace with a quota that it lies below.
 */
final class QuotaPolicy {
  static final QuotaPolicy NONE = new QuotaPolicy(Map.of());

  private static final String KEYS = "keys";
  private static final String BYTES = "bytes";

  private final Map<KeyPrefix, Quota> quotas;

  private QuotaPolicy(Map<KeyPrefix, Quota> quotas) {
    this.quotas = quotas;
  }

  static QuotaPolicy of(PolicySource view) {
    Map<KeyPrefix, Quota> quotas = new LinkedHashMap<>();
    for (Key key : view.listKeys(SystemKeys.below(SystemKeys.QUOTA))) {
      view.get(key).ifPresent(value -> quotas.put(namespace(key), read(key, value)));
    }
    return quotas.isEmpty() ? NONE : new QuotaPolicy(quotas);
  }

  /**
   * Where the quota of a namespace is kept.
   *
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key key(KeyPrefix namespace) {
    return SystemKeys.of(
        SystemKeys.QUOTA,
        Optional.of(namespace),
        "has no quota, so that a full store can be administered");
  }

  /** The namespace whose quota a key holds. */
  static KeyPrefix namespace(Key key) {
    return KeyPrefix.parse(SystemKeys.rest(key).orElseThrow());
  }

  /**
   * @throws StorageException {@code StoreFormat} if the value is no quota
   */
  static Quota read(Key key, Value value) {
    try {
      MapValue map = (MapValue) value;
      return new Quota(limit(map, KEYS), limit(map, BYTES));
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new StorageException(
          StorageError.STORE_FORMAT, "the key %s holds no quota: %s".formatted(key, value));
    }
  }

  private static OptionalLong limit(MapValue map, String name) {
    return map.get(name)
        .map(value -> OptionalLong.of((long) ((NumberValue) value).value()))
        .orElse(OptionalLong.empty());
  }

  static Value value(Quota quota) {
    Map<String, Value> entries = new LinkedHashMap<>();
    quota.keys().ifPresent(keys -> entries.put(KEYS, NumberValue.of((double) keys)));
    quota.bytes().ifPresent(bytes -> entries.put(BYTES, NumberValue.of((double) bytes)));
    return MapValue.of(entries);
  }

  boolean isEmpty() {
    return quotas.isEmpty();
  }

  /** The namespaces with a quota that the key lies below. */
  List<KeyPrefix> above(Key key) {
    if (quotas.isEmpty()) {
      return List.of();
    }
    List<KeyPrefix> namespaces = new ArrayList<>(2);
    for (KeyPrefix prefix : KeyPrefix.allAbove(key)) {
      if (quotas.containsKey(prefix)) {
        namespaces.add(prefix);
      }
    }
    return namespaces;
  }

  boolean has(KeyPrefix namespace) {
    return quotas.containsKey(namespace);
  }

  /** The quota of a namespace that has one. */
  Quota of(KeyPrefix namespace) {
    return Optional.ofNullable(quotas.get(namespace)).orElseThrow();
  }
}
