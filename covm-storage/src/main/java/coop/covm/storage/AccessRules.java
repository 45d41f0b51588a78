package coop.covm.storage;

import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Subject;
import coop.covm.value.BooleanValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a store: under {@code system/access/NAMESPACE}, those of the whole store under
 * {@code system/access}, a map from subjects to maps from actions to whether they are allowed.
 */
final class AccessRules {
  private AccessRules() {}

  /**
   * Where the rules of a namespace are kept.
   *
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key key(Optional<KeyPrefix> namespace) {
    return SystemKeys.of(
        SystemKeys.ACCESS, namespace, "belongs to administrators; no access is granted there");
  }

  /**
   * @throws StorageException {@code StoreFormat} if the value holds no rules
   */
  static List<AccessRule> read(Key key, Value value) {
    Optional<KeyPrefix> namespace = SystemKeys.rest(key).map(KeyPrefix::parse);
    List<AccessRule> rules = new ArrayList<>();
    try {
      ((MapValue) value)
          .entries()
          .forEach((subject, actions) ->
              ((MapValue) actions)
                  .entries()
                  .forEach((action, allowed) ->
                      rules.add(
                          new AccessRule(
                              Subject.parse(subject),
                              Action.parse(action).orElseThrow(),
                              namespace,
                              ((BooleanValue) allowed).value()))));
    } catch (RuntimeException e) {
      throw new StorageException(
          StorageError.STORE_FORMAT, "the key %s holds no rules: %s".formatted(key, value));
    }
    return rules;
  }

  static Value value(List<AccessRule> rules) {
    Map<String, Map<String, Value>> bySubject = new LinkedHashMap<>();
    for (AccessRule rule : rules) {
      bySubject
          .computeIfAbsent(rule.subject().toString(), _ -> new LinkedHashMap<>())
          .put(rule.action().label(), BooleanValue.of(rule.allowed()));
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    bySubject.forEach((subject, actions) -> entries.put(subject, MapValue.of(actions)));
    return MapValue.of(entries);
  }
}
