package coop.covm.storage;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much history the namespaces of a store keep: each its own policy or that of the longest
 * prefix above that has one. They are values under {@code system/history}, and so versioned and
 * recorded like everything else. Keys under {@code system/} themselves keep everything.
 */
public final class HistoryPolicies {
  private static final KeyPrefix ROOT = SystemKeys.below(SystemKeys.HISTORY);

  private final HistoryPolicy whole;
  private final Map<KeyPrefix, HistoryPolicy> byNamespace;

  private HistoryPolicies(HistoryPolicy whole, Map<KeyPrefix, HistoryPolicy> byNamespace) {
    this.whole = whole;
    this.byNamespace = byNamespace;
  }

  /** The policies as of a view. */
  static HistoryPolicies of(StoreView view) {
    Map<KeyPrefix, HistoryPolicy> byNamespace = new LinkedHashMap<>();
    for (Key key : view.listKeys(ROOT)) {
      KeyPrefix namespace = KeyPrefix.parse(SystemKeys.rest(key).orElseThrow());
      policy(view, key).ifPresent(policy -> byNamespace.put(namespace, policy));
    }
    return new HistoryPolicies(
        policy(view, key(Optional.empty())).orElse(HistoryPolicy.EVERYTHING), byNamespace);
  }

  /** Without those of the namespaces that the guard's caller may not know of. */
  HistoryPolicies narrowed(Guard guard) {
    Map<KeyPrefix, HistoryPolicy> visible = new LinkedHashMap<>(byNamespace);
    visible.keySet().removeIf(namespace -> !guard.mayList(namespace));
    return new HistoryPolicies(whole, visible);
  }

  private static Optional<HistoryPolicy> policy(StoreView view, Key key) {
    return view.get(key).map(value -> HistoryPolicies.read(key, value));
  }

  private static HistoryPolicy read(Key key, Value value) {
    return Optional.of(value)
        .filter(StringValue.class::isInstance)
        .flatMap(text -> HistoryPolicy.parse(((StringValue) text).value()))
        .orElseThrow(() ->
            new StorageException(
                StorageError.STORE_FORMAT,
                "the key %s holds no policy of history: %s".formatted(key, value)));
  }

  /**
   * Where the policy of a namespace is stored.
   *
   * @param namespace empty for the whole store
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key key(Optional<KeyPrefix> namespace) {
    return SystemKeys.of(
        SystemKeys.HISTORY,
        namespace,
        "keeps all its history, so that it can be proved who decided what");
  }

  /** The policy of namespaces that no other one is stated for. */
  public HistoryPolicy whole() {
    return whole;
  }

  /** The policies stated for namespaces, ordered by namespace. */
  public Map<KeyPrefix, HistoryPolicy> byNamespace() {
    return Collections.unmodifiableMap(byNamespace);
  }

  /** The policy that a key is kept by. */
  public HistoryPolicy of(Key key) {
    return below(KeyPrefix.at(key)); // one stated for the name of a key counts for that key
  }

  /** The policy that keys right below a namespace are kept by. */
  public HistoryPolicy below(KeyPrefix namespace) {
    if (namespace.isSystem()) {
      return HistoryPolicy.EVERYTHING;
    }
    HistoryPolicy stated = deciding(namespace).map(byNamespace::get).orElse(null);
    return stated == null ? whole : stated;
  }

  /**
   * For which prefix the policy is stated that counts right below a namespace: itself, or the
   * longest above that has one; empty if it is the policy of the whole store. What lies under
   * {@code system/} decides for itself.
   */
  public Optional<KeyPrefix> deciding(KeyPrefix namespace) {
    if (namespace.isSystem()) {
      return Optional.of(namespace);
    }
    Optional<KeyPrefix> prefix = Optional.of(namespace);
    while (prefix.isPresent() && !byNamespace.containsKey(prefix.orElseThrow())) {
      prefix = prefix.orElseThrow().parent();
    }
    return prefix;
  }

  /** Whether no key may lose a version, so that compaction has nothing to do. */
  public boolean keepEverything() {
    return whole instanceof HistoryPolicy.All
        && byNamespace.values().stream().allMatch(HistoryPolicy.All.class::isInstance);
  }
}
