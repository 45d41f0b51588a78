package coop.covm.engine;

import static coop.covm.engine.TrapCode.KEY_NOT_FOUND;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.ListValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instructions on the current values of keys. */
final class StorageInstructions {
  private StorageInstructions() {}

  /** The key of a written or popped text. */
  static Key key(Run run, String instruction, Value key) {
    StringValue text = Operands.string(instruction, key);
    run.meter().charge(Charges.deep(text));
    run.meter().lookAtClock();
    return run.session().scope().key(text.value());
  }

  static void store(Run run, Value value, Value key) {
    Key place = key(run, "storep", key);
    run.meter().charge(Charges.deep(value));
    run.transactions().checkChange(place, value.byteSize());
    run.session().set(place, value);
    run.transactions().changed();
  }

  static Value load(Run run, Value key) {
    Key place = key(run, "loadp", key);
    return run.session()
        .get(place)
        .map(value -> read(run, value))
        .orElseThrow(() ->
            new TrapException(
                KEY_NOT_FOUND,
                "the key %s has no value; loadp %s default V gives one".formatted(place, place),
                Map.of("key", place.toString())));
  }

  static Value loadOr(Run run, Value key, Value other) {
    Optional<Value> value = run.session().get(key(run, "loadp", key));
    return value.isPresent() ? read(run, value.get()) : other;
  }

  /** Charges and bounds a value that the storage gave. */
  static Value read(Run run, Value value) {
    run.meter().charge(Charges.deep(value));
    return run.meter().checked(value);
  }

  static void delete(Run run, Value key) {
    Key place = key(run, "deletep", key);
    run.transactions().checkChange(place, 0);
    run.session().delete(place);
    run.transactions().changed();
  }

  static boolean exists(Run run, Value key) {
    return run.session().contains(key(run, "keyexists", key));
  }

  /**
   * @param place where the instruction stands, for an error that only the commit finds
   */
  static void increment(Run run, Value amount, Value key, long place) {
    Key target = key(run, "incrementp", key);
    run.transactions().checkChange(target, amount.byteSize());
    run.transactions().incrementAt(target, place);
    run.session().increment(target, amount);
    run.transactions().changed();
  }

  static Value listKeys(Run run, Value prefix) {
    StringValue text = Operands.string("listkeys", prefix);
    run.meter().charge(Charges.deep(text));
    run.meter().lookAtClock();
    KeyPrefix below = run.session().scope().prefix(text.value());
    List<Value> keys = new ArrayList<>();
    long bytes = ListValue.EMPTY.byteSize();
    // Key by key, so that a list too large for a value is refused before it is made.
    try (KeyCursor cursor = run.session().keys(below, Optional.empty())) {
      while (cursor.next()) {
        StringValue name = StringValue.of(cursor.key().toString());
        bytes += Long.BYTES + name.byteSize();
        run.meter().checkValue(bytes);
        keys.add(name);
      }
    }
    run.meter().charge(Charges.bytes(bytes));
    return ListValue.of(keys);
  }
}
