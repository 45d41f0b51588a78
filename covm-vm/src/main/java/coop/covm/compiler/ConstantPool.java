package coop.covm.compiler;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of a module. Two literals share one only when they are the same in type and text:
 * 1, 1m and 1.0m are equal, but print differently.
 */
final class ConstantPool {
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<Value> values = new ArrayList<>();

  int index(Value value) {
    return indexes.computeIfAbsent(
        LiteralIdentity.exact(value),
        identity -> {
          values.add(value);
          return values.size() - 1;
        });
  }

  List<Value> values() {
    return List.copyOf(values);
  }
}
