package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Map;

/**
 * The one JSON form of values: compact, map entries in their own order, numbers as ECMAScript lays
 * them out, strings escaped as in RFC 8785 (section 3.2.2.2), a decimal as {@code {"$decimal":
 * "90.10"}} without the space, a map key that begins with {@code $} written with one {@code $}
 * more. {@link CanonicalJsonReader} reads it back and takes no other form.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static byte[] utf8(Value value) {
    return text(value).getBytes(UTF_8);
  }

  public static String text(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  static void write(Value value, StringBuilder out) {
    switch (value) {
      case NullValue ignored -> out.append("null");
      case BooleanValue bool -> out.append(bool);
      case NumberValue number -> out.append(number);
      case DecimalValue decimal -> out.append("{\"$decimal\":\"").append(decimal).append("\"}");
      case StringValue string -> writeString(string.value(), out);
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
      separator = ",";
    }
    out.append(']');
  }

  private static void writeMap(MapValue map, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      out.append(separator);
      String key = entry.getKey();
      writeString(key.startsWith("$") ? "$" + key : key, out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  /**
   * @throws IllegalArgumentException if the text holds half of a surrogate pair, which UTF-8 cannot
   *     express
   */
  static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(hexDigit(c >> 4)).append(hexDigit(c & 0xF));
          } else {
            if (Character.isSurrogate(c) && !isPairedAt(text, i)) {
              throw new IllegalArgumentException(
                  "the text holds half of a surrogate pair (U+%04X)".formatted((int) c));
            }
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPairedAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static char hexDigit(int digit) {
    return Character.forDigit(digit, 16);
  }
}
