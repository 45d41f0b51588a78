package coop.covm.cli;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values as literals for people: a list or map that is too long for a line has a line for each of
 * its entries. Read back, the lines are the same value.
 */
final class LaidOutValue {
  /** How long a line may be before it is broken up. */
  static final int COLUMNS = 80;

  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private LaidOutValue() {}

  /** The lines, at least one. */
  static List<String> lines(Value value) {
    LaidOutValue layout = new LaidOutValue();
    layout.add("", "", value, "");
    return layout.lines;
  }

  /** What a value is of, and the lines of the value indented below it. */
  static List<String> below(String heading, List<String> lines) {
    List<String> all = new ArrayList<>(List.of(heading));
    lines.forEach(line -> all.add(INDENT + INDENT + line));
    return all;
  }

  private void add(String indent, String label, Value value, String end) {
    int room = COLUMNS - indent.length() - label.length() - end.length();
    switch (value) {
      case MapValue map when isTooLong(map, map.size(), room) -> addMap(indent, label, map, end);
      case ListValue list when isTooLong(list, list.size(), room) ->
          addList(indent, label, list, end);
      case Value other -> lines.add(indent + label + other.literal() + end);
    }
  }

  /** What has no entries cannot be broken up; what is large is not written out to be measured. */
  private static boolean isTooLong(Value value, int entries, int room) {
    return entries > 0
        && (value.byteSize() > 100L * COLUMNS || value.literal().codePoints().count() > room);
  }

  private void addMap(String indent, String label, MapValue map, String end) {
    lines.add(indent + label + "{");
    int left = map.size();
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      String key = StringValue.of(entry.getKey()).literal() + ": ";
      add(indent + INDENT, key, entry.getValue(), --left == 0 ? "" : ",");
    }
    lines.add(indent + "}" + end);
  }

  private void addList(String indent, String label, ListValue list, String end) {
    lines.add(indent + label + "[");
    int left = list.size();
    for (Value element : list.elements()) {
      add(indent + INDENT, "", element, --left == 0 ? "" : ",");
    }
    lines.add(indent + "]" + end);
  }
}
