package coop.covm.storage.difference;

import static java.util.Objects.requireNonNull;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Does differences to the value that they were found from. It knows nothing of how they are found:
 * what is left of a list keeps its order and fills the places that no added element takes.
 */
final class Patch {
  private final List<PartDifference> parts;
  private final Value target;

  private Patch(List<PartDifference> parts, Value target) {
    this.parts = parts;
    this.target = target;
  }

  /**
   * @param after gives the order of the entries of maps, and nothing else
   */
  static Value of(Value before, Value after, List<PartDifference> parts) {
    return new Patch(parts, after).at(ValuePath.ROOT, before);
  }

  private Value at(ValuePath path, Value before) {
    for (PartDifference part : parts) {
      if (part instanceof PartDifference.Replaced replaced && replaced.path().equals(path)) {
        return replaced.after();
      }
    }
    return switch (before) {
      case MapValue map -> map(path, map);
      case ListValue list -> list(path, list);
      default -> before;
    };
  }

  private Value map(ValuePath path, MapValue before) {
    Map<String, Value> entries = new HashMap<>();
    for (Map.Entry<String, Value> entry : before.entries().entrySet()) {
      if (!removed(path.entry(entry.getKey()))) {
        entries.put(entry.getKey(), at(path.entry(entry.getKey()), entry.getValue()));
      }
    }
    for (PartDifference part : parts) {
      if (part instanceof PartDifference.Added added && isIn(added.path(), path)) {
        entries.put(((ValuePath.Entry) added.path().steps().getLast()).key(), added.after());
      }
    }
    MapValue ordered = MapValue.EMPTY;
    for (String key : ((MapValue) find(path)).entries().keySet()) {
      ordered = ordered.put(key, requireNonNull(entries.remove(key)));
    }
    if (!entries.isEmpty()) {
      throw new AssertionError("left over at " + path + ": " + entries);
    }
    return ordered;
  }

  private Value list(ValuePath path, ListValue before) {
    Map<Integer, Value> places = new TreeMap<>();
    for (PartDifference part : parts) {
      if (part instanceof PartDifference.Added added && isIn(added.path(), path)) {
        places.put(((ValuePath.Element) added.path().steps().getLast()).index(), added.after());
      }
    }
    TreeSet<Integer> taken = new TreeSet<>(places.keySet());
    int place = 0;
    for (int i = 0; i < before.size(); i++) {
      if (removed(path.element(i))) {
        continue;
      }
      while (taken.contains(place)) {
        place++;
      }
      places.put(place, at(path.element(place), before.get(i)));
      place++;
    }
    return ListValue.of(new ArrayList<>(places.values()));
  }

  private boolean removed(ValuePath path) {
    return parts.stream()
        .anyMatch(
            part -> part instanceof PartDifference.Removed removed && removed.path().equals(path));
  }

  private static boolean isIn(ValuePath path, ValuePath outer) {
    int steps = path.steps().size() - 1;
    return steps == outer.steps().size() && path.steps().subList(0, steps).equals(outer.steps());
  }

  private Value find(ValuePath path) {
    Value found = target;
    for (ValuePath.Step step : path.steps()) {
      found =
          switch (step) {
            case ValuePath.Entry entry -> ((MapValue) found).get(entry.key()).orElseThrow();
            case ValuePath.Element element -> ((ListValue) found).get(element.index());
          };
    }
    return found;
  }
}
