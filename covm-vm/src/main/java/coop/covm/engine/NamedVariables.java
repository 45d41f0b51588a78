package coop.covm.engine;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variables that no instruction of their function mentions: those whose name was popped, and
 * parameters of the run. Each frame has a table of its own, made when it is needed.
 */
final class NamedVariables {
  private final Meter meter;

  /** By call depth; null, or missing at the end, where a frame has none. */
  private final List<@Nullable Map<String, Value>> tables = new ArrayList<>();

  NamedVariables(Meter meter) {
    this.meter = meter;
  }

  Optional<Value> get(int depth, String name) {
    return Optional.ofNullable(all(depth).get(name));
  }

  /** The variables of a frame in the order they were first stored, unmodifiable. */
  Map<String, Value> all(int depth) {
    Map<String, Value> table = depth < tables.size() ? tables.get(depth) : null;
    return table == null ? Map.of() : Collections.unmodifiableMap(table);
  }

  /** Whether no frame has variables here. */
  boolean isEmpty() {
    return tables.isEmpty();
  }

  void put(int depth, String name, Value value) {
    while (tables.size() <= depth) {
      tables.add(null);
    }
    Map<String, Value> table = tables.get(depth);
    if (table == null) {
      table = new LinkedHashMap<>();
      tables.set(depth, table);
    }
    Value old = table.get(name);
    meter.hold(old == null ? weight(name, value) : Charges.weight(value) - Charges.weight(old));
    table.put(name, value);
  }

  private static long weight(String name, Value value) {
    return Charges.NAMED_VARIABLE_BYTES + StringValue.of(name).byteSize() + Charges.weight(value);
  }

  /** Lets go of the variables of a frame that ends. */
  void forget(int depth) {
    if (depth < tables.size()) {
      meter.release(weight(depth));
      while (tables.size() > depth) {
        tables.removeLast();
      }
    }
  }

  /** What the variables of a frame hold, in bytes. */
  long weight(int depth) {
    long bytes = 0;
    for (Map.Entry<String, Value> entry : all(depth).entrySet()) {
      bytes += weight(entry.getKey(), entry.getValue());
    }
    return bytes;
  }

  /** Puts back what a frame had, without counting. */
  void restore(int depth, Map<String, Value> saved) {
    if (depth < tables.size()) {
      tables.set(depth, saved.isEmpty() ? null : new LinkedHashMap<>(saved));
    } else if (!saved.isEmpty()) {
      throw new IllegalStateException("a frame that had variables has no table");
    }
  }
}
