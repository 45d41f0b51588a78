package coop.covm.storage.exchange;

import java.util.HashSet;
import java.util.Set;

/**
 * Goes through a JSON text token by token, without recursion, whatever its depth. For texts that
 * somebody else wrote: white space and all of RFC 8259 is understood, and nothing else. For use by
 * one thread.
 */
final class JsonTokens {
  private final String text;
  private int at;

  JsonTokens(String text) {
    this.text = text;
  }

  /** The text is not the JSON that was expected. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  /** Reads the value of one member of an object. */
  interface Member {
    /** False if the object has no such member; nothing was read then. */
    boolean read(String name) throws SyntaxException;
  }

  /**
   * Reads an object; of members that the reader does not know the values are passed over.
   *
   * @param required the members that must be there
   */
  void object(Set<String> required, Member member) throws SyntaxException {
    Set<String> met = new HashSet<>();
    expect('{');
    if (!accept('}')) {
      do {
        String name = string();
        expect(':');
        if (!met.add(name)) {
          throw wrong("the member \"%s\" stands twice".formatted(name));
        }
        if (!member.read(name)) {
          skip();
        }
      } while (accept(','));
      expect('}');
    }
    for (String name : required) {
      if (!met.contains(name)) {
        throw wrong("the member \"%s\" is missing".formatted(name));
      }
    }
  }

  /** Whether this character comes next; moves behind it if it does. */
  boolean accept(char c) {
    skipBlanks();
    boolean comes = at < text.length() && text.charAt(at) == c;
    if (comes) {
      at++;
    }
    return comes;
  }

  void expect(char c) throws SyntaxException {
    if (!accept(c)) {
      throw wrong("expected " + c);
    }
  }

  /** Nothing but blanks may follow. */
  void end() throws SyntaxException {
    skipBlanks();
    if (at < text.length()) {
      throw wrong("something stands behind the end");
    }
  }

  /** The character that comes next; 0 at the end. */
  char peek() {
    skipBlanks();
    return at < text.length() ? text.charAt(at) : 0;
  }

  String string() throws SyntaxException {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw wrong("a control character stands in a string");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  /** A number as it is written. */
  String number() throws SyntaxException {
    skipBlanks();
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      at = start;
      throw wrong("expected a number");
    }
    return number;
  }

  /** A whole number that is not negative. */
  long count() throws SyntaxException {
    String number = number();
    try {
      long count = Long.parseLong(number);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw wrong("expected a whole number, and %s stands".formatted(number));
  }

  /** Moves behind {@code null} if it comes next. */
  boolean acceptNull() {
    return acceptWord("null");
  }

  boolean acceptWord(String word) {
    skipBlanks();
    boolean comes = text.startsWith(word, at);
    if (comes) {
      at += word.length();
    }
    return comes;
  }

  /** Moves behind one value of any kind and depth, which is checked to end where it should. */
  void skip() throws SyntaxException {
    StringBuilder open = new StringBuilder();
    do {
      if (accept('{')) {
        open.append('}');
        if (!accept('}')) {
          name();
          continue;
        }
        open.setLength(open.length() - 1);
      } else if (accept('[')) {
        open.append(']');
        if (!accept(']')) {
          continue;
        }
        open.setLength(open.length() - 1);
      } else {
        scalar();
      }
      afterValue(open);
    } while (!open.isEmpty());
  }

  /** Behind a value: ends what ends here, and moves to the next value of what does not. */
  private void afterValue(StringBuilder open) throws SyntaxException {
    while (!open.isEmpty()) {
      char end = open.charAt(open.length() - 1);
      if (accept(',')) {
        if (end == '}') {
          name();
        }
        return;
      }
      expect(end);
      open.setLength(open.length() - 1);
    }
  }

  private void name() throws SyntaxException {
    string();
    expect(':');
  }

  private void scalar() throws SyntaxException {
    if (peek() == '"') {
      string();
    } else if (!acceptWord("null") && !acceptWord("true") && !acceptWord("false")) {
      number();
    }
  }

  private char escaped() throws SyntaxException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unit() throws SyntaxException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw wrong("an escape without four hex digits");
      }
      unit = 16 * unit + digit;
    }
    return (char) unit;
  }

  private char next() throws SyntaxException {
    if (at >= text.length()) {
      throw wrong("it was cut off");
    }
    return text.charAt(at++);
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  SyntaxException wrong(String message) {
    return new SyntaxException("%s, at character %,d".formatted(message, at + 1));
  }
}
