package coop.covm.compiler;

import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageException;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks written keys and prefixes as far as they are known before the run: literal ones wholly,
 * f-strings where a rule is broken whatever their holes will hold.
 */
final class KeyReader {
  /** Stands for a hole while the rest is checked: the shortest valid segment there is. */
  private static final char HOLE = 'x';

  private final Findings findings;

  KeyReader(Findings findings) {
    this.findings = findings;
  }

  /** The normalised text of a literal key or prefix, or nothing when a fault was reported. */
  Optional<String> literal(String text, boolean prefix, Span span) {
    try {
      return Optional.of(prefix ? KeyScope.checkPrefixText(text) : KeyScope.checkKeyText(text));
    } catch (StorageException invalid) {
      report(invalid.getMessage(), span);
      return Optional.empty();
    }
  }

  /** Whether an f-string can be a valid key or prefix; reports it when it cannot. */
  boolean template(Operand.Template template, boolean prefix) {
    StringBuilder shape = new StringBuilder();
    List<Integer> holes = new ArrayList<>();
    for (Operand.Part part : template.parts()) {
      switch (part) {
        case Operand.Part.Fixed fixed -> shape.append(fixed.text());
        case Operand.Part.Hole hole -> {
          holes.add(shape.length());
          shape.append(HOLE);
        }
      }
    }
    // With the shortest text in each hole, every rule that is still broken is broken always.
    String text = shape.toString();
    if (text.startsWith("@") && holeIsInFirstSegment(text, holes)) {
      report(
          "a hole in the first segment makes the key relative, so it cannot begin with '@'",
          template.span());
      return false;
    }
    try {
      String _ =
          prefix
              ? KeyScope.checkPrefixText(relative(text, holes))
              : KeyScope.checkKeyText(relative(text, holes));
      return true;
    } catch (StorageException invalid) {
      report(
          holes.isEmpty()
              ? invalid.getMessage()
              : "whatever its holes hold, %s for each: %s".formatted(HOLE, invalid.getMessage()),
          template.span());
      return false;
    }
  }

  private static boolean holeIsInFirstSegment(String text, List<Integer> holes) {
    int end = text.indexOf('/');
    return !holes.isEmpty() && (end < 0 || holes.getFirst() < end);
  }

  /**
   * A first segment with a hole must not become a root by what stands for the hole: {@code
   * f"{a}rg/x"} is relative whatever {@code a} is.
   */
  private static String relative(String text, List<Integer> holes) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? text : text.substring(0, slash);
    boolean root = holeIsInFirstSegment(text, holes) && KeyScope.isRoot(first);
    return root ? HOLE + text.substring(first.length()) : text;
  }

  private void report(String reason, Span span) {
    findings.error(DiagnosticCode.INVALID_KEY_LITERAL, reason, span);
  }
}
