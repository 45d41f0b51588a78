package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text of an f-string into its parts. The escapes have been read before, so a brace that
 * was written as an escape counts as well.
 */
final class TemplateReader {
  private final TextScanner scanner;
  private final Diagnostics diagnostics;
  private final String text;
  private final List<Operand.Part> parts = new ArrayList<>();
  private final StringBuilder fixed = new StringBuilder();
  private int fixedStart;

  private TemplateReader(TextScanner scanner, Diagnostics diagnostics) {
    this.scanner = scanner;
    this.diagnostics = diagnostics;
    this.text = scanner.value();
  }

  /** The parts of the string that was scanned last; faulty holes are reported and left out. */
  static List<Operand.Part> parts(TextScanner scanner, Diagnostics diagnostics) {
    TemplateReader reader = new TemplateReader(scanner, diagnostics);
    reader.read();
    return reader.parts;
  }

  private void read() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        append(c, i);
        i += 2;
      } else if (c == '{') {
        i = hole(i);
      } else {
        if (c == '}') {
          diagnostics.error(
              DiagnosticCode.INVALID_TEMPLATE,
              "this '}' closes no hole",
              span(i, i + 1),
              "a brace itself is written }}");
        } else {
          append(c, i);
        }
        i++;
      }
    }
    endFixed(text.length());
  }

  private int hole(int open) {
    int end = open + 1;
    while (end < text.length() && text.charAt(end) != '}' && text.charAt(end) != '{') {
      end++;
    }
    if (end == text.length() || text.charAt(end) == '{') {
      // An unclosed string has its own message, and its end would be blamed here for nothing.
      if (scanner.closed()) {
        diagnostics.error(
            DiagnosticCode.INVALID_TEMPLATE,
            "the hole that begins here is not closed",
            span(open, open + 1),
            "close it with }; a brace itself is written {{");
      }
      return end;
    }
    String name = text.substring(open + 1, end);
    if (name.isBlank()) {
      diagnostics.error(
          DiagnosticCode.INVALID_TEMPLATE,
          "the hole is empty",
          span(open, end + 1),
          "write a variable's name in it, or {{}} for the braces themselves");
    } else if (!Names.isName(name)) {
      diagnostics.error(
          DiagnosticCode.INVALID_TEMPLATE,
          "%s is no variable's name: %s".formatted(Characters.quote(name), Names.RULE),
          span(open + 1, end),
          Names.isName(name.strip())
              ? "write {" + name.strip() + "}"
              : "a hole holds one name and nothing else");
    } else {
      endFixed(open);
      parts.add(new Operand.Part.Hole(name, span(open, end + 1)));
    }
    return end + 1;
  }

  private void append(char c, int index) {
    if (fixed.isEmpty()) {
      fixedStart = index;
    }
    fixed.append(c);
  }

  private void endFixed(int index) {
    if (!fixed.isEmpty()) {
      parts.add(new Operand.Part.Fixed(fixed.toString(), span(fixedStart, index)));
      fixed.setLength(0);
    }
  }

  private Span span(int start, int end) {
    return new Span(scanner.offset(start), scanner.offset(end));
  }
}
