package coop.covm.engine;

import static coop.covm.value.ValueError.ENTRY_NOT_FOUND;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.util.ArrayList;
import java.util.List;

/** Instructions on single elements of lists, maps and strings, and on their sizes. */
final class CollectionInstructions {
  /** What an element costs in the size of a list, or an entry besides its key in that of a map. */
  private static final long ENTRY_BYTES = 8;

  private CollectionInstructions() {}

  static Value get(Meter meter, Value container, Value key) {
    return switch (container) {
      case ListValue list -> list.get(Operands.index("get", key, list.size() - 1));
      case MapValue map -> entry(map, key(meter, "get", key));
      case StringValue text -> {
        meter.charge(Charges.codePoints(text));
        int index = Operands.index("get", key, text.codePoints() - 1);
        yield TextInstructions.codePoints(text, index, index + 1);
      }
      default -> throw mismatch("get", container);
    };
  }

  private static Value entry(MapValue map, String key) {
    return map.get(key)
        .orElseThrow(() ->
            new ValueException(
                ENTRY_NOT_FOUND,
                "get: the map has no entry %s; has asks before"
                    .formatted(BriefText.of(StringValue.of(key)))));
  }

  static Value put(Meter meter, Value container, Value key, Value value) {
    return switch (container) {
      case ListValue list -> putInList(meter, list, key, value);
      case MapValue map -> {
        String name = key(meter, "put", key);
        if (map.putLooksThroughAll(name, value)) {
          meter.charge(Charges.copy(map));
        }
        MapValue changed = map.put(name, value);
        meter.checkValue(changed.byteSize());
        yield changed;
      }
      default -> throw Operands.mismatch("put", "a list or map", container);
    };
  }

  private static Value putInList(Meter meter, ListValue list, Value key, Value value) {
    int index = Operands.index("put", key, list.size());
    if (index == list.size()) {
      return append(meter, list, value);
    }
    if (list.putLooksThroughAll(index, value)) {
      meter.charge(Charges.copy(list));
    }
    ListValue changed = list.put(index, value);
    meter.checkValue(changed.byteSize());
    return changed;
  }

  static Value append(Meter meter, Value container, Value value) {
    ListValue list = Operands.list("append", container);
    meter.checkValue(list.byteSize() + ENTRY_BYTES + value.byteSize());
    return list.append(value);
  }

  static Value remove(Meter meter, Value container, Value key) {
    return switch (container) {
      case ListValue list -> {
        int index = Operands.index("remove", key, list.size() - 1);
        meter.charge(Charges.copy(list));
        List<Value> elements = new ArrayList<>(list.elements());
        elements.remove(index);
        yield ListValue.of(elements);
      }
      case MapValue map -> {
        String name = key(meter, "remove", key);
        meter.charge(Charges.copy(map));
        yield map.remove(name);
      }
      default -> throw Operands.mismatch("remove", "a list or map", container);
    };
  }

  static boolean has(Meter meter, Value container, Value key) {
    return switch (container) {
      case ListValue list -> Operands.isIndex("has", key, list.size() - 1);
      case MapValue map -> map.contains(key(meter, "has", key));
      case StringValue text -> {
        meter.charge(Charges.codePoints(text));
        yield Operands.isIndex("has", key, text.codePoints() - 1);
      }
      default -> throw mismatch("has", container);
    };
  }

  static boolean contains(Meter meter, Value container, Value value) {
    return switch (container) {
      case ListValue list -> {
        meter.charge(Charges.deep(list));
        yield list.elements().contains(value);
      }
      case StringValue text -> {
        StringValue part = Operands.string("contains", value);
        meter.charge(Charges.bytes(text.byteSize() + part.byteSize()));
        yield TextSearch.of(part.value()).next(text.value(), 0) >= 0;
      }
      default -> throw Operands.mismatch("contains", "a list or string", container);
    };
  }

  static Value size(Meter meter, Value container) {
    return NumberValue.of(
        switch (container) {
          case ListValue list -> list.size();
          case MapValue map -> map.size();
          case StringValue text -> {
            meter.charge(Charges.codePoints(text));
            yield text.codePoints();
          }
          default -> throw mismatch("size", container);
        });
  }

  static ListValue keys(Meter meter, String instruction, Value container) {
    MapValue map = map(instruction, container);
    meter.charge(Charges.copy(map));
    long bytes = map.byteSize();
    for (Value value : map.entries().values()) {
      bytes -= value.byteSize();
    }
    meter.charge(Charges.bytes(bytes - ENTRY_BYTES * map.size()));
    List<Value> keys = new ArrayList<>(map.size());
    for (String key : map.entries().keySet()) {
      keys.add(StringValue.of(key));
    }
    return ListValue.of(keys);
  }

  static ListValue values(Meter meter, Value container) {
    MapValue map = map("values", container);
    meter.charge(Charges.copy(map));
    return ListValue.of(map.entries().values());
  }

  /** What {@code foreach} goes through: the elements of a list, the keys of a map. */
  static ListValue elements(Meter meter, Value container) {
    return switch (container) {
      case ListValue list -> list;
      case MapValue map -> keys(meter, "foreach", map);
      default -> throw Operands.mismatch("foreach", "a list or map", container);
    };
  }

  private static MapValue map(String instruction, Value container) {
    if (container instanceof MapValue map) {
      return map;
    }
    throw Operands.mismatch(instruction, "a map", container);
  }

  private static String key(Meter meter, String instruction, Value key) {
    StringValue text = Operands.string(instruction, key);
    meter.charge(Charges.deep(text));
    return text.value();
  }

  private static ValueException mismatch(String instruction, Value container) {
    return Operands.mismatch(instruction, "a list, map or string", container);
  }
}
