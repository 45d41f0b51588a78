package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.Arithmetic;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What a transaction has done to keys so far: one thing each, the later ones folded in. */
final class OwnWrites {
  private static final Value ZERO = NumberValue.of(0);

  private final NavigableMap<Key, Net> writes = new TreeMap<>();

  void add(Action.Writing action) {
    writes.put(
        action.key(),
        switch (action) {
          case Action.Set set -> new Net.Put(set.value());
          case Action.Delete ignored -> new Net.Remove();
          case Action.Increment add -> incremented(add);
        });
  }

  NavigableMap<Key, Net> byKey() {
    return Collections.unmodifiableNavigableMap(writes);
  }

  /** What the transaction did to the key, if anything. */
  Optional<Net> of(Key key) {
    return Optional.ofNullable(writes.get(key));
  }

  /** Whether what the transaction sees of the key depends on the store. */
  boolean leavesOpen(Key key) {
    return !(writes.get(key) instanceof Net.Put || writes.get(key) instanceof Net.Remove);
  }

  /** What the transaction sees of the key if the store has this. */
  Optional<Value> over(Key key, Optional<Value> stored) {
    return switch (writes.get(key)) {
      case null -> stored;
      case Net.Put put -> Optional.of(put.value());
      case Net.Remove ignored -> Optional.empty();
      case Net.Add add -> Optional.of(sum(stored, add.amount()));
    };
  }

  /** What the transaction sees of the keys below the prefix if the store has these, in order. */
  List<Key> over(KeyPrefix prefix, List<Key> stored) {
    List<Key> keys = new ArrayList<>(stored);
    writes.forEach((key, net) -> {
      if (prefix.contains(key)) {
        keys.remove(key);
        if (!(net instanceof Net.Remove)) {
          keys.add(key);
        }
      }
    });
    Collections.sort(keys);
    return keys;
  }

  /** A value with an amount added; what is no number counts as 0, which no store may answer. */
  static Value sum(Optional<Value> value, Value amount) {
    return Arithmetic.add(value.filter(NumberValue.class::isInstance).orElse(ZERO), amount);
  }

  private Net incremented(Action.Increment add) {
    return switch (writes.get(add.key())) {
      case null -> new Net.Add(add.amount());
      case Net.Put put -> new Net.Put(sum(Optional.of(put.value()), add.amount()));
      case Net.Remove ignored -> new Net.Put(sum(Optional.empty(), add.amount()));
      case Net.Add before -> new Net.Add(sum(Optional.of(before.amount()), add.amount()));
    };
  }

  /** What all of a transaction's writes of a key come to. */
  sealed interface Net {
    record Put(Value value) implements Net {}

    record Remove() implements Net {}

    record Add(Value amount) implements Net {}
  }
}
