package coop.covm.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which namespaces are encrypted: {@code system/encryption/NAMESPACE} holds the wrapped data keys
 * of each. The longest that a key lies below counts.
 */
final class EncryptionPolicy {
  static final EncryptionPolicy NONE = new EncryptionPolicy(Map.of());

  /** By namespace, in order. */
  private final Map<KeyPrefix, EncryptedNamespace> namespaces;

  private EncryptionPolicy(Map<KeyPrefix, EncryptedNamespace> namespaces) {
    this.namespaces = namespaces;
  }

  static EncryptionPolicy of(PolicySource view) {
    Map<KeyPrefix, EncryptedNamespace> namespaces = new LinkedHashMap<>();
    for (Key key : view.listKeys(SystemKeys.below(SystemKeys.ENCRYPTION))) {
      view.get(key)
          .map(value -> EncryptedNamespace.read(key, value))
          .ifPresent(found -> namespaces.put(found.namespace(), found));
    }
    return namespaces.isEmpty() ? NONE : new EncryptionPolicy(namespaces);
  }

  /**
   * Where the data keys of a namespace are kept.
   *
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key key(KeyPrefix namespace) {
    return SystemKeys.of(
        SystemKeys.ENCRYPTION,
        Optional.of(namespace),
        "is not encrypted, since all else is decided by what stands there");
  }

  boolean isEmpty() {
    return namespaces.isEmpty();
  }

  Collection<EncryptedNamespace> all() {
    return namespaces.values();
  }

  Optional<EncryptedNamespace> of(KeyPrefix namespace) {
    return Optional.ofNullable(namespaces.get(namespace));
  }

  /** What the value of a key is encrypted with. */
  Optional<EncryptedNamespace> over(Key key) {
    if (namespaces.isEmpty()) {
      return Optional.empty();
    }
    for (KeyPrefix prefix : KeyPrefix.allAbove(key)) { // the longest first
      EncryptedNamespace found = namespaces.get(prefix);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
