package coop.covm.value;

import java.util.Map;

/** Writes values as literals of the language. */
final class LiteralText {
  private LiteralText() {}

  static String of(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case NullValue ignored -> out.append("null");
      case BooleanValue bool -> out.append(bool);
      case NumberValue number -> out.append(number);
      case DecimalValue decimal -> out.append(decimal).append('m');
      case StringValue string -> quote(string.value(), out);
      case ListValue list -> writeList(list, out);
      case MapValue map -> writeMap(map, out);
    }
  }

  private static void writeList(ListValue list, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Value element : list.elements()) {
      out.append(separator);
      write(element, out);
      separator = ", ";
    }
    out.append(']');
  }

  private static void writeMap(MapValue map, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      out.append(separator);
      quote(entry.getKey(), out);
      out.append(": ");
      write(entry.getValue(), out);
      separator = ", ";
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
              if (Character.isISOControl(c)) {
                out.append("\\u{")
                    .append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT))
                    .append('}');
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    out.append('"');
  }
}
