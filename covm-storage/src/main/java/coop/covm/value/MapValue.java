package coop.covm.value;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from strings to values that keeps the order in which entries were first put.
 * {@link #put} takes nearly constant time, whatever the keys are, so building a map entry by entry
 * is linear, not quadratic.
 */
public abstract sealed class MapValue implements Value permits FewEntries, ManyEntries {
  private static final long EMPTY_BYTES = 8;
  private static final long ENTRY_BYTES = 8;

  /** Instead of the place of a key that is not there. */
  static final int ABSENT = -1;

  public static final MapValue EMPTY = of(new String[0], new Value[0], new Shape(EMPTY_BYTES, 1));

  private final long byteSize;
  private final int nesting;

  MapValue(Shape shape) {
    this.byteSize = shape.byteSize;
    this.nesting = shape.nesting;
  }

  /**
   * What is known of a map besides its entries.
   *
   * @param byteSize see {@link Value#byteSize}
   * @param nesting see {@link Value#nesting}
   */
  record Shape(long byteSize, int nesting) {}

  /**
   * The entries in the map's own iteration order, copied.
   *
   * @throws ValueException {@code NestingTooDeep} if the map would nest deeper than {@link
   *     Value#MAX_NESTING}; {@code InvalidText} if a key holds half of a surrogate pair
   */
  public static MapValue of(Map<String, ? extends Value> entries) {
    if (entries.isEmpty()) {
      return EMPTY;
    }
    String[] keys = entries.keySet().toArray(String[]::new);
    Value[] values = entries.values().toArray(Value[]::new);
    long bytes = EMPTY_BYTES;
    int nesting = 1;
    for (int i = 0; i < keys.length; i++) {
      bytes += byteSize(keys[i], values[i]);
      nesting = Math.max(nesting, values[i].nesting() + 1);
    }
    return of(keys, values, new Shape(bytes, Nesting.checked(nesting)));
  }

  /** Takes the arrays as they are; the caller keeps no reference to them. */
  static MapValue of(String[] keys, Value[] values, Shape shape) {
    return keys.length <= FewKeys.MOST
        ? new FewEntries(FewKeys.of(keys), values, shape)
        : new ManyEntries(ManyKeys.of(keys), ElementTrie.of(values), shape);
  }

  // The entries by their places in the order, from 0.

  /** The place of a key, or {@link #ABSENT}. */
  abstract int find(String key);

  abstract String keyAt(int place);

  abstract Value valueAt(int place);

  /** With another value at a place. */
  abstract MapValue with(int place, Value value, Shape shape);

  /** With an entry more, whose key is not there, at the end. */
  abstract MapValue and(String key, Value value, Shape shape);

  private static long byteSize(String key, Value value) {
    return ENTRY_BYTES + StringValue.of(key).byteSize() + value.byteSize();
  }

  public abstract int size();

  public Optional<Value> get(String key) {
    int place = find(key);
    return place == ABSENT ? Optional.empty() : Optional.of(valueAt(place));
  }

  public boolean contains(String key) {
    return find(key) != ABSENT;
  }

  /** The entries in insertion order, unmodifiable. */
  public Map<String, Value> entries() {
    return new MapEntries(this);
  }

  /**
   * This map with the entry put: in its old place if the key was there, else at the end; nearly
   * constant time, but linear if {@link #putLooksThroughAll}.
   *
   * @throws ValueException {@code NestingTooDeep} if the map would nest deeper than {@link
   *     Value#MAX_NESTING}; {@code InvalidText} if the key holds half of a surrogate pair
   */
  public MapValue put(String key, Value value) {
    int place = find(key);
    return place == ABSENT
        ? and(key, value, shape(byteSize + byteSize(key, value), value))
        : put(place, valueAt(place), value);
  }

  private MapValue put(int place, Value old, Value value) {
    long bytes = byteSize - old.byteSize() + value.byteSize();
    MapValue put = with(place, value, shape(bytes, value));
    return Nesting.mayFall(nesting, old, value)
        ? put.with(place, value, new Shape(bytes, Nesting.of(put.entries().values())))
        : put;
  }

  private Shape shape(long bytes, Value more) {
    return new Shape(bytes, Nesting.checked(Math.max(nesting, more.nesting() + 1)));
  }

  /**
   * Whether {@link #put} has to look through the map for what nests deepest: what did so gives way
   * to something that nests less. Nearly constant time.
   */
  public boolean putLooksThroughAll(String key, Value value) {
    if (nesting == 1) {
      return false;
    }
    int place = find(key);
    return place != ABSENT && Nesting.mayFall(nesting, valueAt(place), value);
  }

  /** This map without the entry, the same map if there is none; linear time. */
  public MapValue remove(String key) {
    int gone = find(key);
    if (gone == ABSENT) {
      return this;
    }
    int size = size() - 1;
    if (size == 0) {
      return EMPTY;
    }
    String[] keys = new String[size];
    Value[] values = new Value[size];
    int nested = 1;
    for (int i = 0; i < size; i++) {
      int place = i < gone ? i : i + 1;
      keys[i] = keyAt(place);
      values[i] = valueAt(place);
      nested = Math.max(nested, values[i].nesting() + 1);
    }
    long bytes = byteSize - byteSize(key, valueAt(gone));
    return of(keys, values, new Shape(bytes, nested));
  }

  @Override
  public final ValueType type() {
    return ValueType.MAP;
  }

  @Override
  public final long byteSize() {
    return byteSize;
  }

  @Override
  public final int nesting() {
    return nesting;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof MapValue map && entries().equals(map.entries());
  }

  @Override
  public final int hashCode() {
    return entries().hashCode();
  }

  @Override
  public final String toString() {
    return LiteralText.of(this);
  }
}
