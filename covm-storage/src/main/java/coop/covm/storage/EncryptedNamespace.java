package coop.covm.storage;

import coop.covm.storage.encryption.WrappedKeys;
import coop.covm.value.BooleanValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A namespace whose values are encrypted.
 *
 * @param keys what they are encrypted with
 * @param changing whether values from before may still stand as they were before the last change
 */
public record EncryptedNamespace(KeyPrefix namespace, WrappedKeys keys, boolean changing) {
  private static final String CHANGING = "changing";

  /**
   * @throws StorageException {@code StoreFormat} if the value says no such thing
   */
  static EncryptedNamespace read(Key key, Value value) {
    if (value instanceof MapValue map) {
      boolean changing = map.get(CHANGING).equals(Optional.of(BooleanValue.TRUE));
      KeyPrefix namespace = KeyPrefix.parse(SystemKeys.rest(key).orElseThrow());
      return new EncryptedNamespace(
          namespace, WrappedKeys.of(map).orElseThrow(() -> malformed(key)), changing);
    }
    throw malformed(key);
  }

  private static StorageException malformed(Key key) {
    return new StorageException(
        StorageError.STORE_FORMAT, "the key %s holds no data keys".formatted(key));
  }

  Value value() {
    Map<String, Value> entries = new HashMap<>(keys.entries());
    if (changing) {
      entries.put(CHANGING, BooleanValue.TRUE);
    }
    return MapValue.of(entries);
  }
}
