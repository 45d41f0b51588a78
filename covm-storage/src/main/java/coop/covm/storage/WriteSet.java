package coop.covm.storage;

import coop.covm.value.Value;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The changes of a transaction before its commit: at most one a key, the later ones folded in. */
final class WriteSet {
  private final NavigableMap<Key, PendingChange> changes = new TreeMap<>();
  private long bytes;

  Optional<PendingChange> get(Key key) {
    return Optional.ofNullable(changes.get(key));
  }

  /** The changes by key, unmodifiable; a view that follows later changes. */
  NavigableMap<Key, PendingChange> changes() {
    return Collections.unmodifiableNavigableMap(changes);
  }

  /** The changes of the keys below the prefix, copied. */
  NavigableMap<Key, PendingChange> below(KeyPrefix prefix) {
    return new TreeMap<>(changes.subMap(prefix.lowerBound(), true, prefix.upperBound(), false));
  }

  /** The changes as they are now, unmodifiable. */
  NavigableMap<Key, PendingChange> copy() {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
  }

  /** Makes the changes those of an earlier {@link #copy}. */
  void restore(NavigableMap<Key, PendingChange> copy) {
    changes.clear();
    bytes = 0;
    copy.forEach(this::put);
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Bytes of keys and values, constant time. */
  long bytes() {
    return bytes;
  }

  void set(Key key, Value value) {
    put(key, new PendingChange.Put(value));
  }

  void delete(Key key) {
    put(key, new PendingChange.Remove());
  }

  /**
   * @throws IncrementException if the amount does not fit what the transaction did to the key
   *     before
   */
  void increment(Key key, Value amount) {
    Increments.checkAmount(amount);
    PendingChange folded =
        switch (changes.get(key)) {
          case null -> new PendingChange.Add(amount);
          case PendingChange.Put put ->
              new PendingChange.Put(Increments.apply(key, Optional.of(put.value()), amount));
          case PendingChange.Remove ignored ->
              new PendingChange.Put(Increments.apply(key, Optional.empty(), amount));
          case PendingChange.Add add ->
              new PendingChange.Add(Increments.apply(key, Optional.of(add.amount()), amount));
        };
    put(key, folded);
  }

  private void put(Key key, PendingChange change) {
    PendingChange before = changes.put(key, change);
    bytes += change.byteSize() - (before == null ? -key.utf8().length : before.byteSize());
  }
}
