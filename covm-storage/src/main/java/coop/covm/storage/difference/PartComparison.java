package coop.covm.storage.difference;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what differs inside two values. */
final class PartComparison {
  private final List<PartDifference> found = new ArrayList<>();

  List<PartDifference> found() {
    return List.copyOf(found);
  }

  void compare(ValuePath path, Value before, Value after) {
    if (Sameness.same(before, after)) {
      return;
    }
    if (before instanceof MapValue one && after instanceof MapValue other) {
      compareMaps(path, one, other);
    } else if (before instanceof ListValue one && after instanceof ListValue other) {
      compareLists(path, one.elements(), other.elements());
    } else {
      found.add(new PartDifference.Replaced(path, before, after));
    }
  }

  private void compareMaps(ValuePath path, MapValue before, MapValue after) {
    if (!commonKeys(before, after).equals(commonKeys(after, before))) {
      found.add(new PartDifference.Reordered(path, before, after));
    }
    for (Map.Entry<String, Value> entry : before.entries().entrySet()) {
      ValuePath inner = path.entry(entry.getKey());
      after
          .get(entry.getKey())
          .ifPresentOrElse(
              value -> compare(inner, entry.getValue(), value),
              () -> found.add(new PartDifference.Removed(inner, entry.getValue())));
    }
    for (Map.Entry<String, Value> entry : after.entries().entrySet()) {
      if (!before.contains(entry.getKey())) {
        found.add(new PartDifference.Added(path.entry(entry.getKey()), entry.getValue()));
      }
    }
  }

  /** The keys that the other has too, in their order. */
  private static List<String> commonKeys(MapValue map, MapValue other) {
    return map.entries().keySet().stream().filter(other::contains).toList();
  }

  private void compareLists(ValuePath path, List<Value> before, List<Value> after) {
    for (ListAlignment.Pair pair : ListAlignment.of(before, after)) {
      if (pair.isRemoved()) {
        found.add(
            new PartDifference.Removed(path.element(pair.before()), before.get(pair.before())));
      } else if (pair.isAdded()) {
        found.add(new PartDifference.Added(path.element(pair.after()), after.get(pair.after())));
      } else {
        compare(path.element(pair.after()), before.get(pair.before()), after.get(pair.after()));
      }
    }
  }
}
