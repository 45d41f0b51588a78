package coop.covm.lint;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for what is doubtful in programs, by all rules that there are. */
public final class Linter {
  /** How many findings of one file are told. */
  public static final int MOST_FINDINGS = 100;

  private static final List<Rule> RULES =
      List.of(
          new CompilerWarning(
              DiagnosticCode.UNREACHED,
              LintCode.UNREACHABLE_CODE,
              "delete it, or let a path before it go on"),
          new CompilerWarning(
              DiagnosticCode.HAND_BUILT_KEY,
              LintCode.HAND_BUILT_KEY,
              "write the key as the operand"),
          new LiteralConditions(),
          new UnusedVariables(),
          new UnusedFunctions(),
          new LostUpdates(),
          new StorageInLoops());

  private Linter() {}

  /**
   * What is doubtful in a program and not allowed by a comment of it, in the order of the text. If
   * that is more than {@link #MOST_FINDINGS}, one more finding says how many were left out. Never
   * throws for a program that compiles.
   *
   * @param source a program that compiles
   * @param warnings what compiling it found doubtful
   * @throws IllegalArgumentException if it does not even parse
   */
  public static List<Finding> lint(SourceFile source, List<Diagnostic> warnings) {
    Parsed parsed = Parser.parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      throw new IllegalArgumentException("no program: " + parsed.diagnostics().getFirst());
    }
    Inspected inspected = Inspected.of(parsed.program(), warnings);
    List<Finding> found = new ArrayList<>();
    RULES.forEach(rule -> rule.inspect(inspected, found::add));
    List<Finding> left = Allowances.in(source).filter(found);
    left.sort(
        Comparator.<Finding>comparingInt(finding -> finding.span().start())
            .thenComparing(Finding::code));
    return bounded(left);
  }

  private static List<Finding> bounded(List<Finding> findings) {
    if (findings.size() <= MOST_FINDINGS) {
      return List.copyOf(findings);
    }
    List<Finding> bounded = new ArrayList<>(findings.subList(0, MOST_FINDINGS));
    int left = findings.size() - MOST_FINDINGS;
    bounded.add(
        new Finding(
            LintCode.MORE_FINDINGS,
            left == 1 ? "one more finding is not shown" : left + " more findings are not shown",
            findings.get(MOST_FINDINGS).span(),
            "mend or allow those above first"));
    return bounded;
  }
}
