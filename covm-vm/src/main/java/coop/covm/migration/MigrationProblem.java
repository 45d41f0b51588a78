package coop.covm.migration;

import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.Optional;

/**
 * One thing that is wrong.
 *
 * @param message a sentence with the remedy
 * @param place where in a program it is, if it is in one
 */
public record MigrationProblem(MigrationError code, String message, Optional<Place> place) {
  /** A place in a program. */
  public record Place(SourceFile source, Span span) {}

  static MigrationProblem of(MigrationError code, String message) {
    return new MigrationProblem(code, message, Optional.empty());
  }

  /** The message, behind the file, line and column where there are any. */
  public String located() {
    return place
        .map(at ->
            "%s:%s:%s: %s"
                .formatted(
                    at.source().name(),
                    at.source().line(at.span().start()),
                    at.source().column(at.span().start()),
                    message))
        .orElse(message);
  }
}
