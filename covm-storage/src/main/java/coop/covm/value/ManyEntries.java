package coop.covm.value;

/** A map of any number of entries. */
final class ManyEntries extends MapValue {
  private final ManyKeys keys;
  private final ElementTrie<Value> values;

  ManyEntries(ManyKeys keys, ElementTrie<Value> values, Shape shape) {
    super(shape);
    this.keys = keys;
    this.values = values;
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  int find(String key) {
    return keys.find(key);
  }

  @Override
  String keyAt(int place) {
    return keys.key(place);
  }

  @Override
  Value valueAt(int place) {
    return values.get(place);
  }

  @Override
  MapValue with(int place, Value value, Shape shape) {
    return new ManyEntries(keys, values.with(place, value), shape);
  }

  @Override
  MapValue and(String key, Value value, Shape shape) {
    return new ManyEntries(keys.with(key), values.append(value), shape);
  }
}
