package coop.covm.dialogue;

import coop.covm.engine.Outcome;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceFile;
import java.time.Duration;
import java.util.List;

/** What came of an input. */
public sealed interface Answer {
  /** The input is empty, or only a comment. */
  record Nothing() implements Answer {}

  /**
   * The input does not compile with what was told before. Nothing was run, nothing is otherwise.
   *
   * @param source the input, and behind it the earlier functions that it calls; the lines have
   *     their numbers in the dialogue
   * @param diagnostics all that is wrong or doubtful, at least one error
   */
  record Refused(SourceFile source, List<Diagnostic> diagnostics) implements Answer {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * The input was run. If it was ended early, stack, variables and functions are as they were
   * before; what it had committed stays.
   *
   * @param source as of {@link Refused}; the places of a trap are in it
   * @param warnings what is doubtful in the text
   * @param outcome of this input alone
   * @param time how long it ran
   * @param transaction what became of the transaction that was open before or is now
   */
  record Ran(
      SourceFile source,
      List<Diagnostic> warnings,
      Outcome outcome,
      Duration time,
      TransactionEnd transaction)
      implements Answer {
    public Ran {
      warnings = List.copyOf(warnings);
    }
  }
}
