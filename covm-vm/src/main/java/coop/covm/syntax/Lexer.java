package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a source text into tokens, one at a time. Every character is looked at a bounded number of
 * times. It reports faulty characters and strings and goes on behind them.
 */
final class Lexer {
  private final String text;
  private final Diagnostics diagnostics;
  private final CharacterFaults characters;
  private final TextScanner scanner;
  private int position;
  private boolean atLineStart = true;
  private int indentation;
  private int tab = -1;
  private boolean foreignSpaceInLine;

  Lexer(SourceFile source, Diagnostics diagnostics) {
    this.text = source.text();
    this.diagnostics = diagnostics;
    this.characters = new CharacterFaults(text, diagnostics);
    this.scanner = new TextScanner(text, diagnostics, characters);
  }

  /** How many columns the line of the last token is indented. */
  int indentation() {
    return indentation;
  }

  /** The offset of the first tab in the indentation of that line, or -1. */
  int tab() {
    return tab;
  }

  CharacterFaults characters() {
    return characters;
  }

  Token next() {
    while (position < text.length()) {
      if (atLineStart) {
        readIndentation();
        continue;
      }
      int start = position;
      char c = text.charAt(start);
      switch (c) {
        case ' ', '\t' -> position++;
        case '\n' -> {
          return lineEnd(start, 1);
        }
        case '\r' -> {
          boolean paired = start + 1 < text.length() && text.charAt(start + 1) == '\n';
          if (!paired) {
            characters.loneReturn(start);
          }
          return lineEnd(start, paired ? 2 : 1);
        }
        case '#' -> skipComment();
        case '"' -> {
          return string(start);
        }
        default -> {
          Kind kind = punctuation(start);
          if (kind != null) {
            position += kind.text().length();
            return new Token.Mark(kind, new Span(start, position));
          }
          if ((c == 'f' || c == 'F')
              && start + 1 < text.length()
              && text.charAt(start + 1) == '"') {
            return template(start);
          }
          int codePoint = text.codePointAt(start);
          if (Characters.isWord(codePoint)) {
            return word(start);
          }
          if (!skipFault(codePoint)) {
            return stray(start);
          }
        }
      }
    }
    return new Token.End(new Span(text.length(), text.length()));
  }

  private void readIndentation() {
    indentation = 0;
    tab = -1;
    foreignSpaceInLine = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '\t') {
        // Only for going on after the error: most editors that are set to 4 columns agree.
        indentation = indentation / 4 * 4 + 4;
        tab = tab < 0 ? position : tab;
      } else if (c == ' ') {
        indentation++;
      } else {
        break;
      }
      position++;
    }
    atLineStart = false;
  }

  private Token lineEnd(int start, int length) {
    position = start + length;
    atLineStart = true;
    return new Token.LineEnd(new Span(start, position));
  }

  private void skipComment() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '\n' || c == '\r') {
        return;
      }
      if (Characters.isMisleading(c)) {
        characters.misleading(position);
      }
      position++;
    }
  }

  private @Nullable Kind punctuation(int offset) {
    return switch (text.charAt(offset)) {
      case ':' -> Kind.COLON;
      case ',' -> Kind.COMMA;
      case ';' -> Kind.SEMICOLON;
      case '[' -> Kind.OPEN_LIST;
      case ']' -> Kind.CLOSE_LIST;
      case '{' -> Kind.OPEN_MAP;
      case '}' -> Kind.CLOSE_MAP;
      case '(' -> Kind.OPEN_PARAMETERS;
      case ')' -> Kind.CLOSE_PARAMETERS;
      case '-' -> isArrow(offset) ? Kind.ARROW : null;
      default -> null;
    };
  }

  private Token string(int quote) {
    scanner.scan(quote);
    position = scanner.end();
    return new Token.Text(scanner.value(), scanner.closed(), new Span(quote, position));
  }

  private Token template(int start) {
    if (text.charAt(start) == 'F') {
      diagnostics.error(
          DiagnosticCode.INVALID_TEMPLATE,
          "an f-string begins with a lower-case f",
          new Span(start, start + 1),
          "write f");
    }
    scanner.scan(start + 1);
    position = scanner.end();
    return new Token.Template(
        TemplateReader.parts(scanner, diagnostics), scanner.closed(), new Span(start, position));
  }

  private Token word(int start) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!Characters.isWord(c) || (c == '-' && isArrow(end))) {
        break;
      }
      end += Character.charCount(c);
    }
    while (text.charAt(end - 1) == ':') {
      end--;
    }
    position = end;
    return new Token.Word(text.substring(start, end), new Span(start, end));
  }

  private boolean isArrow(int offset) {
    return offset + 1 < text.length() && text.charAt(offset + 1) == '>';
  }

  /** Skips a character that is reported here; false if it is the parser's to judge. */
  private boolean skipFault(int c) {
    if (Characters.isControl(c)) {
      characters.control(position);
    } else if (Characters.isMisleading(c)) {
      characters.misleading(position);
    } else if (Characters.isForeignSpace(c)) {
      if (!foreignSpaceInLine) {
        characters.foreignSpace(position);
        foreignSpaceInLine = true;
      }
    } else {
      return false;
    }
    position += Character.charCount(c);
    return true;
  }

  private Token stray(int start) {
    while (position < text.length()) {
      int c = text.codePointAt(position);
      boolean known =
          c <= ' '
              || c == '"'
              || c == '#'
              || punctuation(position) != null
              || Characters.isWord(c)
              || Characters.isControl(c)
              || Characters.isMisleading(c)
              || Characters.isForeignSpace(c);
      if (known) {
        break;
      }
      position += Character.charCount(c);
    }
    return new Token.Stray(text.substring(start, position), new Span(start, position));
  }
}
