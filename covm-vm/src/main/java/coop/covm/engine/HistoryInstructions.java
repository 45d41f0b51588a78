package coop.covm.engine;

import static coop.covm.engine.TrapCode.KEY_NOT_FOUND;

import coop.covm.storage.Key;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Version;
import coop.covm.value.Arithmetic;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instructions on earlier revisions of keys. */
final class HistoryInstructions {
  private static final int MILLIS_PER_SECOND = 1000;

  private HistoryInstructions() {}

  static Value loadVersion(Run run, Value key, Value revision) {
    Key place = StorageInstructions.key(run, "loadversionp", key);
    return at(run, "loadversionp", place, revision)
        .orElseThrow(() ->
            new TrapException(
                KEY_NOT_FOUND,
                "the key %s had no value at revision %s".formatted(place, revision),
                Map.of("key", place.toString(), "revision", revision.toString())));
  }

  private static Optional<Value> at(Run run, String instruction, Key key, Value revision) {
    return run.session()
        .getAt(key, revision(instruction, revision))
        .map(value -> StorageInstructions.read(run, value));
  }

  private static long revision(String instruction, Value value) {
    if (!(value instanceof NumberValue number)) {
      throw Operands.mismatch(instruction, "the number of a revision", value);
    }
    if (!Numbers.isIntegral(number.value())
        || number.value() < 1
        || number.value() > Numbers.MAX_EXACT_INTEGER) {
      throw new StorageException(
          StorageError.REVISION_NOT_FOUND,
          "%s: there is no revision %s; they are whole numbers from 1"
              .formatted(instruction, value));
    }
    return (long) number.value();
  }

  /**
   * The versions of a key, oldest first, as maps: {@code revision}; {@code time}, whole seconds
   * since 1970; {@code by}, the principal or null; {@code value}, left out where the key was
   * removed.
   */
  static Value versions(Run run, Value key) {
    Key place = StorageInstructions.key(run, "listversionsp", key);
    List<Value> versions = new ArrayList<>();
    long bytes = ListValue.EMPTY.byteSize();
    for (Version version : run.session().versions(place)) {
      MapValue map = map(version);
      bytes += Long.BYTES + map.byteSize();
      run.meter().checkValue(bytes);
      versions.add(map);
    }
    run.meter().charge(Charges.bytes(bytes));
    return ListValue.of(versions);
  }

  private static MapValue map(Version version) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("revision", NumberValue.of((double) version.revision()));
    map.put(
        "time", NumberValue.of((double) Math.floorDiv(version.timeMillis(), MILLIS_PER_SECOND)));
    map.put("by", version.principal().<Value>map(StringValue::of).orElse(NullValue.NULL));
    version.value().ifPresent(value -> map.put("value", value));
    return MapValue.of(map);
  }

  /**
   * What happened to a key between two revisions: the difference of two numbers or decimals, else a
   * map of both sides, from which one that did not exist is left out.
   */
  static Value difference(Run run, Value key, Value from, Value to) {
    Key place = StorageInstructions.key(run, "diffversionsp", key);
    Optional<Value> before = at(run, "diffversionsp", place, from);
    Optional<Value> after = at(run, "diffversionsp", place, to);
    if (before.isPresent() && after.isPresent() && subtracts(before.get(), after.get())) {
      return Arithmetic.subtract(after.get(), before.get());
    }
    Map<String, Value> sides = new LinkedHashMap<>();
    before.ifPresent(value -> sides.put("from", value));
    after.ifPresent(value -> sides.put("to", value));
    return run.meter().checked(MapValue.of(sides));
  }

  /** Whether both are numbers, or numeric and exact together. */
  private static boolean subtracts(Value a, Value b) {
    return (a instanceof NumberValue && b instanceof NumberValue) || (isExact(a) && isExact(b));
  }

  private static boolean isExact(Value value) {
    return value instanceof DecimalValue
        || (value instanceof NumberValue number && Numbers.isIntegral(number.value()));
  }
}
