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
import coop.covm.value.ValueException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads canonical JSON, and only that: no white space, no other layout of a number, no escape where
 * none is needed, no key twice, nesting bounded. So a text that is read is the text that would be
 * written.
 *
 * <p>A form with fixed members is read by expecting its literal parts one after the other. Every
 * method throws a {@link MalformedRecordException} that names the position, in characters from 0.
 */
public final class CanonicalJsonReader {
  /** The longest plain text of a decimal: sign, point, 34 digits and the zeros of an exponent. */
  private static final int MAX_DECIMAL_LENGTH =
      DecimalValue.MAX_EXPONENT + DecimalValue.MAX_DIGITS + 3;

  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int SHOWN = 40;

  private final String text;
  private int at;

  private CanonicalJsonReader(String text) {
    this.text = text;
  }

  /** A reader at the beginning of the text, which must be well-formed UTF-8. */
  public static CanonicalJsonReader of(byte[] utf8) throws MalformedRecordException {
    try {
      return new CanonicalJsonReader(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedRecordException("it is not well-formed UTF-8");
    }
  }

  /** The value of which this is the whole canonical text. */
  public static Value read(byte[] utf8) throws MalformedRecordException {
    CanonicalJsonReader reader = of(utf8);
    Value value = reader.value();
    reader.end();
    return value;
  }

  /** Moves behind this text, which must stand here. */
  public void expect(String literal) throws MalformedRecordException {
    if (!accept(literal)) {
      throw malformed("expected " + literal);
    }
  }

  /** Moves behind this text if it stands here, and says so. */
  public boolean accept(String literal) {
    boolean stands = text.startsWith(literal, at);
    if (stands) {
      at += literal.length();
    }
    return stands;
  }

  /** Nothing may follow. */
  public void end() throws MalformedRecordException {
    if (at != text.length()) {
      throw malformed("expected the end");
    }
  }

  /** An integer that a {@code long} holds. */
  public long integer() throws MalformedRecordException {
    int start = at;
    String token = token("-0123456789");
    try {
      long value = Long.parseLong(token);
      if (Long.toString(value).equals(token)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below like every other text that is no integer.
    }
    at = start;
    throw malformed("expected an integer");
  }

  public String string() throws MalformedRecordException {
    expect("\"");
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw malformed("a control character stands unescaped before this");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  /** A value of the language. */
  public Value value() throws MalformedRecordException {
    return value(0);
  }

  private Value value(int depth) throws MalformedRecordException {
    int start = at;
    try {
      return switch (peek()) {
        case '"' -> StringValue.of(string());
        case '[' -> list(depth + 1);
        case '{' -> mapOrDecimal(depth + 1);
        case 'n' -> literal("null", NullValue.NULL);
        case 't' -> literal("true", BooleanValue.TRUE);
        case 'f' -> literal("false", BooleanValue.FALSE);
        default -> number();
      };
    } catch (ValueException e) {
      at = start;
      throw malformed(e.getMessage());
    }
  }

  private Value literal(String literal, Value value) throws MalformedRecordException {
    expect(literal);
    return value;
  }

  private Value list(int depth) throws MalformedRecordException {
    checkDepth(depth);
    expect("[");
    List<Value> elements = new ArrayList<>();
    if (!accept("]")) {
      do {
        elements.add(value(depth));
      } while (accept(","));
      expect("]");
    }
    return ListValue.of(elements);
  }

  private Value mapOrDecimal(int depth) throws MalformedRecordException {
    if (accept("{\"$decimal\":")) {
      return decimal();
    }
    checkDepth(depth);
    expect("{");
    Map<String, Value> entries = new LinkedHashMap<>();
    if (!accept("}")) {
      do {
        String key = mapKey();
        expect(":");
        if (entries.putIfAbsent(key, value(depth)) != null) {
          throw malformed("a key stands twice in a map that ends here");
        }
      } while (accept(","));
      expect("}");
    }
    return MapValue.of(entries);
  }

  private String mapKey() throws MalformedRecordException {
    String key = string();
    if (!key.startsWith("$")) {
      return key;
    }
    if (!key.startsWith("$$")) {
      throw malformed("a key with one $ stands before this");
    }
    return key.substring(1);
  }

  private Value decimal() throws MalformedRecordException {
    int start = at;
    String plain = string();
    if (plain.length() <= MAX_DECIMAL_LENGTH && plain.matches("-?[0-9]+(\\.[0-9]+)?")) {
      DecimalValue decimal = DecimalValue.of(new BigDecimal(plain));
      if (decimal.toString().equals(plain)) {
        expect("}");
        return decimal;
      }
    }
    at = start;
    throw malformed("expected a decimal");
  }

  private Value number() throws MalformedRecordException {
    int start = at;
    String token = token("-+.eE0123456789");
    if (token.length() <= MAX_NUMBER_LENGTH) {
      try {
        NumberValue number = NumberValue.of(Double.parseDouble(token));
        if (number.toString().equals(token)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below like every other text that is no number.
      }
    }
    at = start;
    throw malformed("expected a value");
  }

  private String token(String characters) {
    int start = at;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private char escaped() throws MalformedRecordException {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> escapedControl();
      default -> throw malformed("an unknown escape stands before this");
    };
  }

  private char escapedControl() throws MalformedRecordException {
    expect("00");
    int high = "01".indexOf(next());
    int low = "0123456789abcdef".indexOf(next());
    int c = high * 16 + low;
    if (high < 0 || low < 0 || "\b\t\n\f\r".indexOf(c) >= 0) {
      throw malformed("an escape that is not canonical stands before this");
    }
    return (char) c;
  }

  private char peek() throws MalformedRecordException {
    if (at == text.length()) {
      throw malformed("the text ends too early");
    }
    return text.charAt(at);
  }

  private char next() throws MalformedRecordException {
    char c = peek();
    at++;
    return c;
  }

  private void checkDepth(int depth) throws MalformedRecordException {
    if (depth > Value.MAX_NESTING) {
      throw malformed("lists and maps nest deeper than " + Value.MAX_NESTING);
    }
  }

  /** A refusal that names the position and shows what stands there. */
  MalformedRecordException malformed(String reason) {
    String rest = text.substring(at, Math.min(text.length(), at + SHOWN));
    ByteBuilder shown = new ByteBuilder(2 * SHOWN);
    CanonicalJson.writeString(rest.replaceAll("[^\\x20-\\x7E]", "?"), shown);
    return new MalformedRecordException(
        "at character %s %s: %s".formatted(at, new String(shown.toArray(), UTF_8), reason),
        reason,
        at);
  }
}
