package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads list and map literals. Line ends inside the brackets mean nothing, and a comma may stand
 * before a closing bracket.
 */
final class LiteralReader {
  private static final String ELEMENTS =
      "elements are separated by commas, and each list or map is closed";

  private final TokenStream tokens;

  /** How many brackets are open at the current token. */
  private int open;

  /** Whether an unclosed string took the rest of the line. */
  private boolean swallowed;

  private Span outermost = new Span(0, 0);

  LiteralReader(TokenStream tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads the list or map that begins at the current token. After a fault the tokens stand where
   * the statement seems to go on, and the value is an empty list.
   */
  Value read() {
    open = 0;
    swallowed = false;
    outermost = tokens.current().span();
    Value value = element();
    if (value == null) {
      recover();
      return ListValue.EMPTY;
    }
    return value;
  }

  /** The element at the current token; null after a fault, which has been reported. */
  private @Nullable Value element() {
    return switch (tokens.current()) {
      case Token.Text text -> {
        tokens.advance();
        swallowed = !text.closed();
        yield swallowed ? null : StringValue.of(text.value());
      }
      case Token.Word word -> word(word);
      case Token.Template template when !template.closed() -> {
        tokens.advance();
        swallowed = true;
        yield null;
      }
      case Token.Template template ->
          fault(
              DiagnosticCode.INVALID_LITERAL,
              "an f-string cannot stand in a list or map literal",
              template.span(),
              "push the list, then the f-string, then use append or put");
      case Token.Mark mark when mark.kind() == Kind.OPEN_LIST -> list();
      case Token.Mark mark when mark.kind() == Kind.OPEN_MAP -> map();
      default -> expected("a literal", ELEMENTS);
    };
  }

  private @Nullable Value word(Token.Word word) {
    return switch (Literals.word(word.text())) {
      case Literals.Valid valid -> {
        tokens.advance();
        yield valid.value();
      }
      case Literals.Invalid invalid -> {
        if (beginsStatement()) {
          yield unclosed();
        }
        Diagnostic diagnostic =
            Diagnostic.error(DiagnosticCode.INVALID_LITERAL, invalid.message(), word.span());
        tokens.fault(invalid.hint().map(diagnostic::withHint).orElse(diagnostic));
        yield null;
      }
    };
  }

  private @Nullable Value list() {
    Span bracket = open();
    if (bracket == null) {
      return null;
    }
    List<Value> elements = new ArrayList<>();
    while (!tokens.at(Kind.CLOSE_LIST)) {
      Value element = element();
      if (element == null || !separated(Kind.CLOSE_LIST, bracket)) {
        return null;
      }
      elements.add(element);
    }
    close();
    return ListValue.of(elements);
  }

  private @Nullable Value map() {
    Span bracket = open();
    if (bracket == null) {
      return null;
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    Map<String, Span> places = new HashMap<>();
    while (!tokens.at(Kind.CLOSE_MAP)) {
      if (!(tokens.current() instanceof Token.Text key)) {
        return key();
      }
      tokens.advance();
      if (!key.closed()) {
        swallowed = true;
        return null;
      }
      Span first = places.putIfAbsent(key.value(), key.span());
      if (first != null) {
        tokens.fault(
            Diagnostic.error(
                    DiagnosticCode.INVALID_LITERAL,
                    "the key \"%s\" is in this map twice".formatted(Characters.shown(key.value())),
                    key.span())
                .withRelated("it is here first", first));
        return null;
      }
      tokens.skipLineEnds();
      if (!tokens.at(Kind.COLON)) {
        return expected("':' and the value of the key", "a map is written {\"key\": value}");
      }
      tokens.advance();
      tokens.skipLineEnds();
      Value value = element();
      if (value == null || !separated(Kind.CLOSE_MAP, bracket)) {
        return null;
      }
      entries.put(key.value(), value);
    }
    close();
    return MapValue.of(entries);
  }

  /** Reports that the current token is no key. */
  private @Nullable Value key() {
    if (tokens.current() instanceof Token.Word word && !beginsStatement()) {
      int colon = word.text().indexOf(':');
      String name = colon > 0 ? word.text().substring(0, colon) : word.text();
      return fault(
          DiagnosticCode.INVALID_LITERAL,
          "the keys of a map are strings in quotes",
          word.span(),
          "write \"" + Characters.shown(name) + "\":");
    }
    return expected("a key in quotes or '}'", "a map is written {\"key\": value}");
  }

  /** Takes an opening bracket; null if it is one too many. */
  private @Nullable Span open() {
    Span bracket = tokens.advance().span();
    open++;
    if (open > Value.MAX_NESTING) {
      fault(
          DiagnosticCode.INVALID_LITERAL,
          "lists and maps nest at most %s deep".formatted(Value.MAX_NESTING),
          bracket,
          "store the inner values under keys of their own");
      return null;
    }
    tokens.skipLineEnds();
    return bracket;
  }

  private void close() {
    tokens.advance();
    open--;
  }

  /** Takes the comma behind an element, unless the bracket closes; false after a fault. */
  private boolean separated(Kind closing, Span bracket) {
    tokens.skipLineEnds();
    if (tokens.at(closing)) {
      return true;
    }
    if (tokens.at(Kind.COMMA)) {
      tokens.advance();
      tokens.skipLineEnds();
      return true;
    }
    if (tokens.current() instanceof Token.Mark mark && mark.kind().closes()) {
      tokens.fault(
          Diagnostic.error(
                  DiagnosticCode.UNCLOSED,
                  "'%s' does not close this bracket; expected '%s'"
                      .formatted(mark.kind().text(), closing.text()),
                  mark.span())
              .withRelated("the bracket is opened here", bracket));
      return false;
    }
    expected("',' or '" + closing.text() + "'", ELEMENTS);
    return false;
  }

  /**
   * Whether the current token looks like the next statement, so that a bracket must have been left
   * open: a word that is no literal, first on a line that is not indented deeper than the
   * statement.
   */
  private boolean beginsStatement() {
    return tokens.firstOnLine()
        && tokens.current() instanceof Token.Word word
        && tokens.indentation() <= tokens.statementIndentation()
        && !Literals.isNumberLike(word.text())
        && !Literals.isNamed(word.text());
  }

  private @Nullable Value expected(String what, String hint) {
    if (tokens.current() instanceof Token.End || beginsStatement()) {
      return unclosed();
    }
    return fault(
        DiagnosticCode.UNEXPECTED_TEXT,
        "expected %s, found %s".formatted(what, tokens.current().description()),
        tokens.current().span(),
        hint);
  }

  private @Nullable Value unclosed() {
    return fault(
        DiagnosticCode.UNCLOSED,
        "the bracket that begins here is not closed",
        outermost,
        tokens.shown(outermost).equals("[") ? "close it with ]" : "close it with }");
  }

  private @Nullable Value fault(DiagnosticCode code, String message, Span span, String hint) {
    tokens.fault(code, message, span, hint);
    return null;
  }

  /**
   * Goes to the end of the faulty literal: behind its last bracket, or to where the next statement
   * seems to begin.
   */
  private void recover() {
    boolean colon = false;
    while (!swallowed
        && open > 0
        && !(tokens.current() instanceof Token.End)
        && !beginsStatement()) {
      if (tokens.current() instanceof Token.LineEnd && colon) {
        return;
      }
      Token token = tokens.advance();
      swallowed =
          (token instanceof Token.Text text && !text.closed())
              || (token instanceof Token.Template template && !template.closed());
      colon = token.is(Kind.COLON);
      if (token instanceof Token.Mark mark) {
        open += mark.kind().opens() ? 1 : mark.kind().closes() ? -1 : 0;
      }
    }
  }
}
