package coop.covm.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A diagnostic with its places worked out, as machines are told of it. Lines and columns count from
 * 1, columns in code points; the end is exclusive.
 *
 * @param severity {@code error} or {@code warning}
 * @param code the stable code, such as {@code E0201}
 * @param name its stable name, such as {@code UnknownInstruction}
 */
public record DiagnosticReport(
    String file,
    int line,
    int column,
    int endLine,
    int endColumn,
    String severity,
    String code,
    String name,
    String message,
    Optional<String> hint,
    List<Related> related) {
  public DiagnosticReport {
    related = List.copyOf(related);
  }

  /** A second place, with what it has to do with the matter. */
  public record Related(int line, int column, int endLine, int endColumn, String note) {}

  /**
   * The report of a diagnostic.
   *
   * @param source the file that its spans are of
   */
  public static DiagnosticReport of(SourceFile source, Diagnostic diagnostic) {
    Span span = diagnostic.span();
    return new DiagnosticReport(
        source.name(),
        source.line(span.start()),
        source.column(span.start()),
        source.line(span.end()),
        source.column(span.end()),
        diagnostic.severity().name().toLowerCase(Locale.ROOT),
        diagnostic.code().code(),
        diagnostic.code().title(),
        diagnostic.message(),
        diagnostic.hint(),
        diagnostic.related().stream().map(related -> related(source, related)).toList());
  }

  /** The report of a place that has to do with a diagnostic. */
  public static Related related(SourceFile source, Diagnostic.Related related) {
    Span span = related.span();
    return new Related(
        source.line(span.start()),
        source.column(span.start()),
        source.line(span.end()),
        source.column(span.end()),
        related.note());
  }
}
