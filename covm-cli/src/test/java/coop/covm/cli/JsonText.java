package coop.covm.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of JSON (RFC 8259), independent of the code that writes it: no duplicate names,
 * no raw control characters, no lone surrogates, nothing behind the document.
 */
final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The document as maps, lists, strings, {@link BigDecimal}s, booleans and null. */
  static @Nullable Object parse(String text) {
    JsonText reader = new JsonText(text);
    Object value = reader.value();
    reader.blank();
    if (reader.at != text.length()) {
      throw reader.wrong("nothing more");
    }
    return value;
  }

  /** A document that must be an object. */
  @SuppressWarnings("unchecked") // an object's names are strings, as object() below makes them
  static Map<String, @Nullable Object> object(String text) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(parse(text));
  }

  /** A member of a document that must be an object itself. */
  @SuppressWarnings("unchecked") // as above
  static Map<String, @Nullable Object> member(Map<String, ?> document, String name) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(document.get(name), name);
  }

  private @Nullable Object value() {
    blank();
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    blank();
    while (peek() != '}') {
      if (!members.isEmpty()) {
        expect(',');
        blank();
      }
      String name = string();
      blank();
      expect(':');
      if (members.containsKey(name)) {
        throw wrong("a name that is not there twice: " + name);
      }
      members.put(name, value());
      blank();
    }
    at++;
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    blank();
    while (peek() != ']') {
      if (!elements.isEmpty()) {
        expect(',');
      }
      elements.add(value());
      blank();
    }
    at++;
    return elements;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    expect('"');
    for (char c = next(); c != '"'; c = next()) {
      if (c < 0x20) {
        throw wrong("an escaped control character");
      }
      out.append(c == '\\' ? escape() : c);
    }
    String string = out.toString();
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))
          && !Character.isSupplementaryCodePoint(string.codePointAt(i++))) {
        throw wrong("whole code points");
      }
    }
    return string;
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> throw wrong("an escape");
    };
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong("a number, not '" + number + "'");
    }
    return new BigDecimal(number);
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return meaning;
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw wrong("'" + c + "'");
    }
  }

  private AssertionError wrong(String expected) {
    return new AssertionError("at " + at + " expected " + expected + " in: " + text);
  }
}
