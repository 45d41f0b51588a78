package coop.covm.value;

import java.util.Arrays;

/** A map of at most {@link FewKeys#MOST} entries. */
final class FewEntries extends MapValue {
  private final FewKeys keys;
  private final Value[] values;

  FewEntries(FewKeys keys, Value[] values, Shape shape) {
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
    return values[place];
  }

  @Override
  MapValue with(int place, Value value, Shape shape) {
    Value[] changed = values.clone();
    changed[place] = value;
    return new FewEntries(keys, changed, shape);
  }

  @Override
  MapValue and(String key, Value value, Shape shape) {
    Value[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = value;
    return of(keys.and(key), longer, shape);
  }
}
