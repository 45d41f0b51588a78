package coop.covm.cli.repl;

import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.error.CovmException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceFile;
import coop.covm.value.Value;
import java.util.List;

/** What the shell shares with the other commands: how they show things, and read files. */
public interface Surroundings {
  /** An error that has no place in an input. */
  String problem(CovmException error);

  /** An error of a run, with its place. */
  String problem(Trap trap, SourceFile source);

  /** What is wrong or doubtful in an input, with places. */
  String problems(SourceFile source, List<Diagnostic> diagnostics);

  /** A literal without control characters, short however large the value is. */
  String brief(Value value);

  /** A stack on one line, top last, short however high it is. */
  String stack(List<Value> values);

  /** A time of a commit, milliseconds since 1970. */
  String time(long millis);

  /** Tells in sentences what an input does. */
  Tracer explaining(SourceFile source);

  /**
   * The text of a file.
   *
   * @throws CovmException if it cannot be read or is no text
   */
  String file(String name);
}
