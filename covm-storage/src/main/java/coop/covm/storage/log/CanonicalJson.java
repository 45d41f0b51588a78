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
    ByteBuilder out = new ByteBuilder(64);
    write(value, out);
    return out.toArray();
  }

  public static String text(Value value) {
    return new String(utf8(value), UTF_8);
  }

  static void write(Value value, ByteBuilder out) {
    switch (value) {
      case NullValue ignored -> out.ascii("null");
      case BooleanValue bool -> out.ascii(bool.toString());
      case NumberValue number -> out.ascii(number.toString());
      case DecimalValue decimal ->
          out.ascii("{\"$decimal\":\"").ascii(decimal.toString()).ascii("\"}");
      case StringValue string -> writeString(string.value(), out);
      case ListValue list -> writeList(list, out);
      case MapValue map -> writeMap(map, out);
    }
  }

  private static void writeList(ListValue list, ByteBuilder out) {
    out.one('[');
    String separator = "";
    for (Value element : list.elements()) {
      out.ascii(separator);
      write(element, out);
      separator = ",";
    }
    out.one(']');
  }

  private static void writeMap(MapValue map, ByteBuilder out) {
    out.one('{');
    String separator = "";
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      out.ascii(separator);
      String key = entry.getKey();
      writeString(key.startsWith("$") ? "$" + key : key, out);
      out.one(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.one('}');
  }

  /**
   * @throws IllegalArgumentException if the text holds half of a surrogate pair, which UTF-8 cannot
   *     express
   */
  static void writeString(String text, ByteBuilder out) {
    out.one('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        writePlain(text, plainFrom, i, out);
        writeEscaped(c, out);
        plainFrom = i + 1;
      }
    }
    writePlain(text, plainFrom, text.length(), out);
    out.one('"');
  }

  private static void writePlain(String text, int from, int to, ByteBuilder out) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.one(c);
      } else {
        int point = text.codePointAt(i);
        if (point <= Character.MAX_VALUE && Character.isSurrogate((char) point)) {
          throw new IllegalArgumentException(
              "the text holds half of a surrogate pair (U+%04X)".formatted(point));
        }
        out.all(Character.toString(point).getBytes(UTF_8));
        i += Character.charCount(point) - 1;
      }
    }
  }

  private static void writeEscaped(char c, ByteBuilder out) {
    switch (c) {
      case '"' -> out.ascii("\\\"");
      case '\\' -> out.ascii("\\\\");
      case '\b' -> out.ascii("\\b");
      case '\t' -> out.ascii("\\t");
      case '\n' -> out.ascii("\\n");
      case '\f' -> out.ascii("\\f");
      case '\r' -> out.ascii("\\r");
      default -> out.ascii("\\u00").hex(new byte[] {(byte) c});
    }
  }
}
