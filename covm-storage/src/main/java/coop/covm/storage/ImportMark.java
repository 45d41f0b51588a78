package coop.covm.storage;

import coop.covm.value.BooleanValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far an import in parts has come: what the last commit of it says, in that commit.
 *
 * @param manner how it imports, in words that whoever goes on has to repeat exactly
 * @param done how many steps are stored, from the first on
 * @param complete whether these are all
 */
public record ImportMark(String manner, long done, boolean complete) {
  private static final String MANNER = "manner";
  private static final String DONE = "done";
  private static final String COMPLETE = "complete";

  Value value() {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put(MANNER, StringValue.of(manner));
    entries.put(DONE, NumberValue.of((double) done));
    entries.put(COMPLETE, BooleanValue.of(complete));
    return MapValue.of(entries);
  }

  /**
   * @throws StorageException {@code StoreFormat} if the value is no mark
   */
  static ImportMark read(Key key, Value value) {
    if (value instanceof MapValue map
        && map.get(MANNER).orElse(null) instanceof StringValue manner
        && map.get(DONE).orElse(null) instanceof NumberValue done
        && map.get(COMPLETE).orElse(null) instanceof BooleanValue complete) {
      return new ImportMark(manner.value(), (long) done.value(), complete.value());
    }
    throw new StorageException(
        StorageError.STORE_FORMAT,
        "the key %s does not say how far an import has come: %s".formatted(key, value));
  }
}
