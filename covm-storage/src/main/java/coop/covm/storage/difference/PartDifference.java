package coop.covm.storage.difference;

import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.List;

/**
 * What differs at one place inside two values. An index counts in the later list, except that of an
 * element which was removed: it counts in the earlier one.
 */
public sealed interface PartDifference {
  ValuePath path();

  /** An entry of a map or an element of a list that is there only afterwards. */
  record Added(ValuePath path, Value after) implements PartDifference {}

  /** An entry of a map or an element of a list that was there only before. */
  record Removed(ValuePath path, Value before) implements PartDifference {}

  /** Another value, and not both are maps or both lists. */
  record Replaced(ValuePath path, Value before, Value after) implements PartDifference {}

  /** The entries that both maps have stand in another order. */
  record Reordered(ValuePath path, MapValue before, MapValue after) implements PartDifference {}

  /**
   * The differences of two values: of maps entry by entry, of lists element by element, and so on
   * inside. Entries come in the order of the earlier map, and then those that were added; elements
   * in the order of the lists. Lists are aligned by what they have in common, so that an element
   * put in front is one difference; where more than {@value ListAlignment#MOST_ELEMENTS} elements
   * stand between the first and the last difference, only their places count.
   *
   * @return unmodifiable; empty if the values are the same
   */
  static List<PartDifference> between(Value before, Value after) {
    PartComparison comparison = new PartComparison();
    comparison.compare(ValuePath.ROOT, before, after);
    return comparison.found();
  }
}
