package coop.covm.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a map value as Java sees them, in order, unmodifiable. */
final class MapEntries extends AbstractMap<String, Value> {
  private final MapValue map;

  MapEntries(MapValue map) {
    this.map = map;
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String text && map.contains(text);
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    return key instanceof String text ? map.get(text).orElse(null) : null;
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Value>> {
    @Override
    public int size() {
      return map.size();
    }

    @Override
    public Iterator<Map.Entry<String, Value>> iterator() {
      return new InOrder();
    }
  }

  private final class InOrder implements Iterator<Map.Entry<String, Value>> {
    private int place;

    @Override
    public boolean hasNext() {
      return place < map.size();
    }

    @Override
    public Map.Entry<String, Value> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Value> entry = Map.entry(map.keyAt(place), map.valueAt(place));
      place++;
      return entry;
    }
  }
}
