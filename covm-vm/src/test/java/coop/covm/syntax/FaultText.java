package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;

/** Writes diagnostics as the table of faults does. */
final class FaultText {
  private FaultText() {}

  static List<String> of(SourceFile source, List<Diagnostic> diagnostics) {
    List<String> lines = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      lines.add(
          "%s %s %s"
              .formatted(
                  place(source, diagnostic.span()),
                  diagnostic.code().code(),
                  diagnostic.message()));
      diagnostic.hint().ifPresent(hint -> lines.add("  hint: " + hint));
      for (Diagnostic.Related related : diagnostic.related()) {
        lines.add("  at " + place(source, related.span()) + ": " + related.note());
      }
    }
    return lines;
  }

  private static String place(SourceFile source, Span span) {
    return "%s:%s-%s:%s"
        .formatted(
            source.line(span.start()),
            source.column(span.start()),
            source.line(span.end()),
            source.column(span.end()));
  }
}
