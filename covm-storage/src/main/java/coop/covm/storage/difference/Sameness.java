package coop.covm.storage.difference;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Whether two values are stored as the same bytes. */
final class Sameness {
  private Sameness() {}

  static boolean same(Value one, Value other) {
    return switch (one) {
      case DecimalValue decimal ->
          other instanceof DecimalValue two
              && decimal.equals(two)
              && decimal.value().scale() == two.value().scale();
      case NumberValue number -> other instanceof NumberValue && number.equals(other);
      case ListValue list -> other instanceof ListValue two && same(list, two);
      case MapValue map -> other instanceof MapValue two && same(map, two);
      case NullValue ignored -> one.equals(other);
      case BooleanValue ignored -> one.equals(other);
      case StringValue ignored -> one.equals(other);
    };
  }

  private static boolean same(ListValue one, ListValue other) {
    List<Value> elements = one.elements();
    List<Value> others = other.elements();
    if (elements.size() != others.size() || one.byteSize() != other.byteSize()) {
      return false;
    }
    for (int i = 0; i < elements.size(); i++) {
      if (!same(elements.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(MapValue one, MapValue other) {
    if (one.size() != other.size() || one.byteSize() != other.byteSize()) {
      return false;
    }
    Iterator<Map.Entry<String, Value>> others = other.entries().entrySet().iterator();
    for (Map.Entry<String, Value> entry : one.entries().entrySet()) {
      Map.Entry<String, Value> facing = others.next();
      if (!entry.getKey().equals(facing.getKey()) || !same(entry.getValue(), facing.getValue())) {
        return false;
      }
    }
    return true;
  }
}
