package coop.covm.storage;

import coop.covm.storage.encryption.DataKeys;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.storage.encryption.WrappedKeys;
import coop.covm.storage.log.SealedValue;
import coop.covm.storage.log.ValuePlace;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The data keys that this process has unwrapped. They are kept when the store has others, for those
 * who read as of before. Safe for use by any number of threads.
 */
final class Keyring {
  private final MasterKeys masters;
  private final Map<WrappedKeys, DataKeys> unwrapped = new ConcurrentHashMap<>();
  private final Map<Integer, DataKeys> byId = new ConcurrentHashMap<>();

  Keyring(MasterKeys masters) {
    this.masters = masters;
  }

  MasterKeys masters() {
    return masters;
  }

  boolean knows(int keyId) {
    return byId.containsKey(keyId);
  }

  /**
   * The data keys of a namespace.
   *
   * @throws StorageException {@code EncryptionKey} if their master key is not there; {@code
   *     StoreDamaged} if they do not come out of it
   */
  DataKeys of(EncryptedNamespace namespace) {
    DataKeys known = unwrapped.get(namespace.keys());
    return known != null ? known : unwrap(namespace);
  }

  private DataKeys unwrap(EncryptedNamespace namespace) {
    WrappedKeys wrapped = namespace.keys();
    MasterKey master = masters.find(wrapped.masterKey()).orElseThrow(() -> lacking(namespace));
    try {
      DataKeys keys = DataKeys.unwrap(wrapped, master, namespace.namespace());
      keys.ids().forEach(id -> byId.put(id, keys));
      unwrapped.put(wrapped, keys);
      return keys;
    } catch (GeneralSecurityException e) {
      throw new StorageException(
          StorageError.STORE_DAMAGED,
          "the data keys of %s are not those that the master key %s wrapped for it"
              .formatted(namespace.namespace(), master.id()),
          Map.of("key", EncryptionPolicy.key(namespace.namespace()).toString()),
          e);
    }
  }

  /** Unwraps what can be; what cannot is told to whoever needs it. */
  void learn(EncryptionPolicy policy) {
    for (EncryptedNamespace namespace : policy.all()) {
      try {
        of(namespace);
      } catch (StorageException e) {
        // No reason to fail who needs another.
      }
    }
  }

  /**
   * The salt and value that stand sealed in a place.
   *
   * @param newest which namespaces are encrypted now, asked where a key is not known
   * @throws StorageException {@code EncryptionKey} if the key is not there; {@code StoreDamaged} if
   *     what is sealed was changed, or sealed for another place
   */
  byte[] open(ValuePlace place, SealedValue sealed, Supplier<EncryptionPolicy> newest) {
    DataKeys keys = byId.get(sealed.keyId());
    if (keys == null) {
      EncryptionPolicy policy = newest.get();
      learn(policy);
      keys = byId.get(sealed.keyId());
      if (keys == null) {
        policy.all().forEach(this::of); // which tells why
        throw unknown(place);
      }
    }
    try {
      return keys.decrypt(sealed.bytes(), place.text());
    } catch (GeneralSecurityException e) {
      throw new StorageException(
          StorageError.STORE_DAMAGED,
          "%s is not what was encrypted there: it was changed, or belongs elsewhere"
              .formatted(place),
          Map.of("key", place.name(), "revision", Long.toString(place.revision())),
          e);
    }
  }

  private static StorageException unknown(ValuePlace place) {
    return new StorageException(
        StorageError.STORE_DAMAGED,
        "%s is encrypted with a key that the store does not know".formatted(place),
        Map.of("key", place.name(), "revision", Long.toString(place.revision())),
        null);
  }

  private StorageException lacking(EncryptedNamespace namespace) {
    String wanted = namespace.keys().masterKey();
    List<String> given = masters.ids();
    return new StorageException(
        StorageError.ENCRYPTION_KEY,
        "%s is encrypted under the master key %s, and %s"
            .formatted(
                namespace.namespace(),
                wanted,
                given.isEmpty()
                    ? "no key was given; give it with --encryption-key FILE"
                    : "what was given is " + String.join(", ", given)),
        Map.of("namespace", namespace.namespace().toString(), "masterKey", wanted),
        null);
  }

  /** The ids of all data keys that a policy names. */
  Set<Integer> ids(EncryptionPolicy policy) {
    Set<Integer> ids = new TreeSet<>();
    policy.all().forEach(namespace -> ids.addAll(of(namespace).ids()));
    return ids;
  }

  /**
   * The key that wraps from now on.
   *
   * @throws StorageException {@code EncryptionKey} if none was given
   */
  MasterKey newestMaster() {
    Optional<MasterKey> newest = masters.newest();
    return newest.orElseThrow(() ->
        new StorageException(
            StorageError.ENCRYPTION_KEY,
            "nothing can be encrypted: no master key was given; --encryption-key FILE makes one at FILE, or uses the one there"));
  }
}
