package coop.covm.syntax;

import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file is no source text: its bytes are not UTF-8, or there are too many of them. Nothing of it
 * was parsed.
 */
public final class SourceException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient SourceFile source;
  private final transient Diagnostic diagnostic;

  SourceException(SourceFile source, Diagnostic diagnostic) {
    super(diagnostic.code(), message(source, diagnostic), facts(source, diagnostic), null);
    this.source = source;
    this.diagnostic = diagnostic;
  }

  private static String message(SourceFile source, Diagnostic diagnostic) {
    int offset = diagnostic.span().start();
    return "%s:%s:%s: %s"
        .formatted(source.name(), source.line(offset), source.column(offset), diagnostic.message());
  }

  private static Map<String, String> facts(SourceFile source, Diagnostic diagnostic) {
    int offset = diagnostic.span().start();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", source.name());
    facts.put("line", Integer.toString(source.line(offset)));
    facts.put("column", Integer.toString(source.column(offset)));
    return facts;
  }

  /** {@code InvalidEncoding} or {@code SourceTooLarge}. */
  @Override
  public ErrorCode code() {
    return diagnostic.code();
  }

  /**
   * What could be read, for showing the place: with U+FFFD for the bytes that are not UTF-8, and
   * empty when the file is too large.
   */
  public SourceFile source() {
    return source;
  }

  /** What is wrong, and where in {@link #source()}. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
