package coop.covm.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Habits from other languages that no instruction begins with. */
final class InstructionNames {
  private InstructionNames() {}

  /** What is wrong with a word at the place of an instruction; null if it may be one. */
  static @Nullable Diagnostic fault(Token.Word word) {
    String text = word.text();
    if (text.startsWith("//") || text.startsWith("/*") || text.equals("--")) {
      return Diagnostic.error(
              DiagnosticCode.UNEXPECTED_TEXT,
              "%s begins no comment".formatted(Characters.quote(text)),
              word.span())
          .withHint("comments begin with #");
    }
    if (Literals.isNumberLike(text) || Literals.isNamed(text)) {
      return Diagnostic.error(
              DiagnosticCode.UNEXPECTED_TEXT,
              "expected an instruction, found the literal %s".formatted(Characters.quote(text)),
              word.span())
          .withHint("to push it, write: push " + Characters.shown(text));
    }
    return null;
  }

  /** Reports {@code x = 5}. */
  static Optional<Diagnostic> assignment(Token.Word name, List<Operand> operands) {
    if (operands.isEmpty()
        || !(operands.getFirst() instanceof Operand.Word sign)
        || !sign.text().equals("=")) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error(
                DiagnosticCode.UNEXPECTED_TEXT,
                "'=' stores nothing; instructions take their values from the stack",
                sign.span())
            .withHint("write: push VALUE; store " + Characters.shown(name.text())));
  }
}
