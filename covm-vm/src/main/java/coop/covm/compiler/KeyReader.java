package coop.covm.compiler;

import coop.covm.bytecode.Template;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageException;
import coop.covm.storage.access.Role;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks written keys, prefixes, roles and ids as far as they are known before the run: literal
 * ones wholly, f-strings where a rule is broken whatever their holes will hold.
 */
final class KeyReader {
  /** Stands for a hole while the rest is checked: the shortest valid segment there is. */
  private static final char HOLE = 'x';

  private final Findings findings;

  KeyReader(Findings findings) {
    this.findings = findings;
  }

  /** What it is called in a message. */
  static String name(Template.Kind kind) {
    return switch (kind) {
      case TEXT -> "a text";
      case KEY -> "a key";
      case PREFIX -> "a prefix";
      case ROLE -> "a role";
      case ID -> "an id";
    };
  }

  /** One that is valid, for a message. */
  static String sample(Template.Kind kind) {
    return switch (kind) {
      case TEXT, ID -> "ana";
      case KEY -> "org/acme/balance";
      case PREFIX -> "org/acme";
      case ROLE -> "org/acme:treasurer";
    };
  }

  /** The normalised text of a literal, or nothing when a fault was reported. */
  Optional<String> literal(String text, Template.Kind kind, Span span) {
    try {
      return Optional.of(checked(text, kind));
    } catch (StorageException invalid) {
      report(invalid.getMessage(), span);
      return Optional.empty();
    }
  }

  private static String checked(String text, Template.Kind kind) {
    return switch (kind) {
      case TEXT -> text;
      case KEY -> KeyScope.checkKeyText(text);
      case PREFIX -> KeyScope.checkPrefixText(text);
      case ROLE -> Role.parse(text).toString();
      case ID -> KeyScope.checkSegment(text);
    };
  }

  /** Whether an f-string can be valid; reports it when it cannot. */
  boolean template(Operand.Template template, Template.Kind kind) {
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
    Optional<String> fault = faultOfFirstSegment(text, holes, kind);
    if (fault.isPresent()) {
      report(fault.get(), template.span());
      return false;
    }
    boolean key = kind == Template.Kind.KEY || kind == Template.Kind.PREFIX;
    try {
      String _ = checked(key ? relative(text, holes) : text, kind);
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

  private static Optional<String> faultOfFirstSegment(
      String text, List<Integer> holes, Template.Kind kind) {
    return switch (kind) {
      case KEY, PREFIX ->
          text.startsWith("@") && holeIsInFirstSegment(text, holes)
              ? Optional.of(
                  "a hole in the first segment makes the key relative, so it cannot begin with '@'")
              : Optional.empty();
      case ROLE -> {
        int colon = text.lastIndexOf(':');
        yield colon >= 0 && holeIsInFirstSegment(text.substring(0, colon), holes)
            ? Optional.of(
                "no hole may stand in the first segment of a role's scope, which is org, member or vote")
            : Optional.empty();
      }
      case TEXT, ID -> Optional.empty();
    };
  }

  private static boolean holeIsInFirstSegment(String text, List<Integer> holes) {
    int slash = text.indexOf('/');
    int end = slash < 0 ? text.length() : slash;
    return !holes.isEmpty() && holes.getFirst() < end;
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
