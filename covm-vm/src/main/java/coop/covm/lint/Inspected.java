package coop.covm.lint;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Program;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.List;

/**
 * A program that is looked at.
 *
 * @param program its tree, parsed without an error
 * @param warnings what compiling it found doubtful
 * @param functions its functions, and who calls whom
 * @param transactions where in it a transaction is open
 */
record Inspected(
    Program program, List<Diagnostic> warnings, Functions functions, Transactions transactions) {
  Inspected {
    warnings = List.copyOf(warnings);
  }

  static Inspected of(Program program, List<Diagnostic> warnings) {
    Functions functions = Functions.of(program);
    return new Inspected(program, warnings, functions, Transactions.of(program, functions));
  }

  SourceFile source() {
    return program.source();
  }

  /** The line of a place, from 1. */
  int line(Span span) {
    return source().line(span.start());
  }

  /** The text of a place on one line, short enough for a sentence. */
  String written(Span span) {
    return Words.shortened(source().text().substring(span.start(), span.end()));
  }
}
