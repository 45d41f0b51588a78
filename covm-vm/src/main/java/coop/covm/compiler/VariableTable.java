package coop.covm.compiler;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of one function: each name has a slot, in the order in which the text first
 * mentions them. Names are compared in Unicode's normal form C, so that the same name typed on two
 * keyboards is one variable.
 */
final class VariableTable {
  private final Map<String, Integer> slots = new LinkedHashMap<>();

  /** The form of a name that is compared and kept. */
  static String normalised(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The slot of the variable, a new one at its first mention. */
  int slot(String name) {
    String key = normalised(name);
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
