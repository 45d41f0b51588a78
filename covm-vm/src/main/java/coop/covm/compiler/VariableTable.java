package coop.covm.compiler;

import coop.covm.bytecode.NameRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of one function: each name has a slot, in the order in which the text first
 * mentions them, compared in their {@linkplain NameRule#normal normal form}.
 */
final class VariableTable {
  private final Map<String, Integer> slots = new LinkedHashMap<>();

  /** The slot of the variable, a new one at its first mention. */
  int slot(String name) {
    String key = NameRule.normal(name);
    Integer known = slots.get(key);
    if (known != null) {
      return known;
    }
    int slot = slots.size();
    slots.put(key, slot);
    return slot;
  }

  /** The names by slot. */
  List<String> names() {
    return List.copyOf(slots.keySet());
  }
}
