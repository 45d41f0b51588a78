package coop.covm.storage.encryption;

import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Data keys as a store keeps them: Tink's encrypted keyset, of the master key of an id.
 *
 * @param masterKey its {@link MasterKey#id}
 * @param keyset in Base64
 */
public record WrappedKeys(String masterKey, String keyset) {
  private static final String MASTER = "master";
  private static final String KEYS = "keys";

  /** As entries of a map. */
  public Map<String, Value> entries() {
    return Map.of(MASTER, StringValue.of(masterKey), KEYS, StringValue.of(keyset));
  }

  /** What a map with {@link #entries} says; empty if it has others. */
  public static Optional<WrappedKeys> of(MapValue map) {
    return map.get(MASTER).orElse(null) instanceof StringValue master
            && map.get(KEYS).orElse(null) instanceof StringValue keys
        ? Optional.of(new WrappedKeys(master.value(), keys.value()))
        : Optional.empty();
  }
}
