package coop.covm.syntax;

import coop.covm.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes diagnostics for people: place, code and message, then the line with the fault marked and
 * the remedy beside the mark, then the other places in the same way.
 *
 * <p>What is written holds no control characters but its own line feeds and, with colour, its own
 * escape sequences, whatever the source holds.
 */
public final class DiagnosticRenderer {
  private static final String RED = "\u001B[1;31m";
  private static final String YELLOW = "\u001B[1;33m";
  private static final String BLUE = "\u001B[1;34m";
  private static final String BOLD = "\u001B[1m";
  private static final String RESET = "\u001B[0m";

  private final Colour colour;

  public DiagnosticRenderer(Colour colour) {
    this.colour = colour;
  }

  /** Whether ANSI escape sequences are written. */
  public enum Colour {
    NONE,
    ANSI
  }

  /**
   * Renders all of them, each ended by a line feed, an empty line between two.
   *
   * @param source the file that their spans are of
   */
  public String render(SourceFile source, List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      render(source, diagnostic, out);
    }
    return out.toString();
  }

  /** Renders one, ended by a line feed. */
  public String render(SourceFile source, Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    render(source, diagnostic, out);
    return out.toString();
  }

  /**
   * Renders an error that is not of the text itself, such as one of a run, in the same form.
   *
   * @param source the file that the spans are of
   * @param related other places, such as the calls that led there
   */
  public String render(
      SourceFile source,
      ErrorCode code,
      String message,
      Span span,
      List<Diagnostic.Related> related) {
    StringBuilder out = new StringBuilder();
    render(
        source,
        Diagnostic.Severity.ERROR,
        code.code(),
        message,
        span,
        Optional.empty(),
        related,
        out);
    return out.toString();
  }

  /**
   * Renders something doubtful that is none of the compiler's diagnostics, in the same form.
   *
   * @param source the file that the spans are of
   * @param code what stands behind the word {@code warning}
   * @param remedy what to do
   * @param related other places that the message speaks of
   */
  public String renderWarning(
      SourceFile source,
      String code,
      String message,
      Span span,
      String remedy,
      List<Diagnostic.Related> related) {
    StringBuilder out = new StringBuilder();
    render(
        source,
        Diagnostic.Severity.WARNING,
        code,
        message,
        span,
        Optional.of(remedy),
        related,
        out);
    return out.toString();
  }

  private void render(SourceFile source, Diagnostic diagnostic, StringBuilder out) {
    render(
        source,
        diagnostic.severity(),
        diagnostic.code().code(),
        diagnostic.message(),
        diagnostic.span(),
        diagnostic.hint(),
        diagnostic.related(),
        out);
  }

  private void render(
      SourceFile source,
      Diagnostic.Severity kind,
      String code,
      String message,
      Span span,
      Optional<String> hint,
      List<Diagnostic.Related> others,
      StringBuilder out) {
    String tint =
        switch (kind) {
          case ERROR -> RED;
          case WARNING -> YELLOW;
        };
    String severity = kind.name().toLowerCase(Locale.ROOT);
    out.append(place(source, span)).append(": ");
    out.append(tinted(tint, severity + " " + code)).append(": ");
    out.append(tinted(BOLD, safe(message))).append('\n');
    int gutter = gutter(source, span, others);
    excerpt(source, span, "^", tint, hint, gutter, out);
    for (Diagnostic.Related related : others) {
      out.append(" ".repeat(gutter)).append(tinted(BLUE, " = "));
      out.append(place(source, related.span())).append('\n');
      excerpt(source, related.span(), "-", BLUE, Optional.of(related.note()), gutter, out);
    }
  }

  private static String place(SourceFile source, Span span) {
    return "%s:%s:%s"
        .formatted(safe(source.name()), source.line(span.start()), source.column(span.start()));
  }

  /**
   * How many columns stand before the bar: room for the longest line number, alike for most files.
   */
  private static int gutter(SourceFile source, Span span, List<Diagnostic.Related> others) {
    int last = source.line(span.start());
    for (Diagnostic.Related related : others) {
      last = Math.max(last, source.line(related.span().start()));
    }
    return Math.max(4, Integer.toString(last).length() + 1);
  }

  private void excerpt(
      SourceFile source,
      Span span,
      String mark,
      String tint,
      Optional<String> note,
      int gutter,
      StringBuilder out) {
    int line = source.line(span.start());
    String text = source.lineText(line);
    int lineStart = source.lineStart(line);
    int start = Math.min(span.start() - lineStart, text.length());
    int end = Math.min(span.end() - lineStart, text.length());
    ShownLine shown = ShownLine.of(text, start, end);
    String number = Integer.toString(line);
    out.append(" ".repeat(gutter - number.length())).append(tinted(BLUE, number + " | "));
    out.append(shown.text()).append('\n');
    out.append(" ".repeat(gutter)).append(tinted(BLUE, " | "));
    out.append(" ".repeat(shown.caret()));
    String marked = mark.repeat(shown.width());
    out.append(tinted(tint, note.map(words -> marked + " " + safe(words)).orElse(marked)));
    out.append('\n');
  }

  private String tinted(String tint, String text) {
    return switch (colour) {
      case NONE -> text;
      case ANSI -> tint + text + RESET;
    };
  }

  /** A text with what cannot be seen escaped. */
  private static String safe(String text) {
    if (text.codePoints().noneMatch(Characters::isInvisible)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Characters.isInvisible(c)) {
            out.append(Characters.escape(c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }
}
