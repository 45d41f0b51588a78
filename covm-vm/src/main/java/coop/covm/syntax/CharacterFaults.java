package coop.covm.syntax;

/**
 * The characters of a source text that no program may hold. Those outside strings are reported
 * together, the first with their number, since a file has none or many of them.
 */
final class CharacterFaults {
  /** From this many control characters on, the file is taken for no text at all. */
  private static final int BINARY = 16;

  private final String text;
  private final Diagnostics diagnostics;
  private int controls;
  private int firstControl = -1;
  private int loneReturns;
  private int firstReturn = -1;
  private int controlsInStrings;

  CharacterFaults(String text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  /** A control character outside strings and comments. */
  void control(int offset) {
    if (controls++ == 0) {
      firstControl = offset;
    }
  }

  /** A carriage return without its line feed. */
  void loneReturn(int offset) {
    if (loneReturns++ == 0) {
      firstReturn = offset;
    }
  }

  /** A character that makes the text read otherwise than it runs, in a comment or between words. */
  void misleading(int offset) {
    int c = text.codePointAt(offset);
    diagnostics.error(
        DiagnosticCode.INVALID_ENCODING,
        "the character %s is not allowed: it can make the text read otherwise than it runs"
            .formatted(Characters.codePoint(c)),
        new Span(offset, offset + Character.charCount(c)),
        "delete it");
  }

  /** White space that is no space. */
  void foreignSpace(int offset) {
    int c = text.codePointAt(offset);
    diagnostics.error(
        DiagnosticCode.UNEXPECTED_TEXT,
        "the character %s looks like a space but is none".formatted(Characters.codePoint(c)),
        new Span(offset, offset + Character.charCount(c)),
        "write a plain space");
  }

  /** A character that a string holds only by an escape. */
  void inString(int offset, int c) {
    if (c != '\t') {
      controlsInStrings++;
    }
    diagnostics.error(
        DiagnosticCode.INVALID_ENCODING,
        "a string holds the character %s only by its escape".formatted(Characters.codePoint(c)),
        new Span(offset, offset + Character.charCount(c)),
        c >= 0xD800 && c <= 0xDFFF
            ? "delete it: it is half of a character"
            : "write " + Characters.escape(c));
  }

  /** Whether so many control characters were met that this is no text. */
  boolean isBinary() {
    return controls + controlsInStrings >= BINARY;
  }

  /** Reports what was counted. */
  void finish() {
    if (controls > 0) {
      String message =
          "the control character %s is not allowed outside a comment"
              .formatted(Characters.codePoint(text.charAt(firstControl)));
      diagnostics.report(
          counted(
              Diagnostic.error(
                  DiagnosticCode.INVALID_ENCODING,
                  message,
                  new Span(firstControl, firstControl + 1)),
              controls,
              "delete it"));
    }
    if (loneReturns > 0) {
      diagnostics.report(
          counted(
              Diagnostic.error(
                  DiagnosticCode.INVALID_ENCODING,
                  "a carriage return (U+000D) without its line feed",
                  new Span(firstReturn, firstReturn + 1)),
              loneReturns,
              "end lines with a line feed"));
    }
  }

  private static Diagnostic counted(Diagnostic first, int count, String remedy) {
    return first.withHint(
        count == 1 ? remedy : "%s; there are %s in this file".formatted(remedy, count));
  }

  /** The one report on a file that is no text. */
  Diagnostic binary() {
    int count = controls + controlsInStrings;
    int offset = Math.max(firstControl, 0);
    return Diagnostic.error(
            DiagnosticCode.INVALID_ENCODING,
            "this is not the text of a program: it holds at least %s control characters"
                .formatted(count),
            new Span(offset, Math.min(offset + 1, text.length())))
        .withHint("is this the right file?");
  }
}
