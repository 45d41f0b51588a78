package coop.covm.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An immutable map from strings to values that keeps the order in which entries were first put. */
public final class MapValue implements Value {
  private static final long EMPTY_BYTES = 8;
  private static final long ENTRY_BYTES = 8;

  public static final MapValue EMPTY = new MapValue(new LinkedHashMap<>(), EMPTY_BYTES);

  private final Map<String, Value> entries;
  private final long byteSize;
  private final int nesting;

  /** Takes the map as it is; the caller keeps no reference to it. */
  private MapValue(Map<String, Value> entries, long byteSize) {
    int deepest = 1;
    for (Value value : entries.values()) {
      deepest = Math.max(deepest, value.nesting() + 1);
    }
    this.entries = Collections.unmodifiableMap(entries);
    this.byteSize = byteSize;
    this.nesting = Nesting.checked(deepest);
  }

  private static long byteSize(Map<String, ? extends Value> entries) {
    long bytes = EMPTY_BYTES;
    for (Map.Entry<String, ? extends Value> entry : entries.entrySet()) {
      bytes += byteSize(entry.getKey(), entry.getValue());
    }
    return bytes;
  }

  private static long byteSize(String key, Value value) {
    return ENTRY_BYTES + StringValue.of(key).byteSize() + value.byteSize();
  }

  /**
   * The entries in the map's own iteration order, copied.
   *
   * @throws ValueException {@code NestingTooDeep} if the map would nest deeper than {@link
   *     Value#MAX_NESTING}; {@code InvalidText} if a key holds half of a surrogate pair
   */
  public static MapValue of(Map<String, ? extends Value> entries) {
    return entries.isEmpty()
        ? EMPTY
        : new MapValue(new LinkedHashMap<>(entries), byteSize(entries));
  }

  public int size() {
    return entries.size();
  }

  public Optional<Value> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public boolean contains(String key) {
    return entries.containsKey(key);
  }

  /** The entries in insertion order, unmodifiable. */
  public Map<String, Value> entries() {
    return entries;
  }

  /**
   * This map with the entry put: in its old place if the key was there, else at the end; linear
   * time.
   */
  public MapValue put(String key, Value value) {
    LinkedHashMap<String, Value> copy = new LinkedHashMap<>(entries);
    Value old = copy.put(key, value);
    long without = old == null ? byteSize : byteSize - byteSize(key, old);
    return new MapValue(copy, without + byteSize(key, value));
  }

  /** This map without the entry; the same map if there is none. */
  public MapValue remove(String key) {
    Value old = entries.get(key);
    if (old == null) {
      return this;
    }
    LinkedHashMap<String, Value> copy = new LinkedHashMap<>(entries);
    copy.remove(key);
    return copy.isEmpty() ? EMPTY : new MapValue(copy, byteSize - byteSize(key, old));
  }

  @Override
  public ValueType type() {
    return ValueType.MAP;
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MapValue map && entries.equals(map.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return LiteralText.of(this);
  }
}
