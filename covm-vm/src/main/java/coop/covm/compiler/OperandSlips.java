package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Literals;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.List;

/** Reports a wrong number of written operands, with what was probably meant. */
final class OperandSlips {
  private final Findings findings;

  OperandSlips(Findings findings) {
    this.findings = findings;
  }

  /** Whether all operands are written or all are left out; reports it when not. */
  boolean rightCount(Statement.Instruction instruction, Opcode opcode) {
    List<Operand> written = instruction.operands();
    int expected = opcode.operands().size();
    if (written.isEmpty() || written.size() == expected) {
      return true;
    }
    if (written.size() > expected) {
      surplus(instruction, opcode, written.get(expected));
    } else {
      findings.error(
          DiagnosticCode.OPERAND,
          "%s takes %s operands and %s written; either all are written or all are left out"
              .formatted(
                  opcode.mnemonic(),
                  expected,
                  written.size() == 1 ? "1 is" : written.size() + " are"),
          instruction.span(),
          "write %s; left out, all of them are popped".formatted(Vocabulary.form(opcode)));
    }
    return false;
  }

  /** Reports the first operand that is too many. */
  void surplus(Statement.Instruction instruction, Opcode opcode, Operand first) {
    int expected = instruction.operands().indexOf(first);
    String message =
        expected == 0
            ? "%s takes no operand".formatted(opcode.mnemonic())
            : "the instruction is complete before %s".formatted(findings.written(first.span()));
    Diagnostic error = Diagnostic.error(DiagnosticCode.UNEXPECTED_TEXT, message, first.span());
    boolean onlyOne = instruction.operands().size() == expected + 1;
    findings.error(onlyOne ? error.withHint(remedy(instruction, opcode, first)) : error);
  }

  private String remedy(Statement.Instruction instruction, Opcode opcode, Operand surplus) {
    String value = findings.written(surplus.span());
    String pushed =
        surplus instanceof Operand.Word(String word, Span _)
                && Literals.word(word) instanceof Literals.Invalid
            ? "load " + value
            : "push " + value;
    boolean takesValues = !opcode.effect().isBlank() && !opcode.effect().startsWith("--");
    if (opcode == Opcode.PUSH) {
      return "one push for each value: %s; %s"
          .formatted("push " + findings.written(instruction.operands().getFirst().span()), pushed);
    }
    if (!takesValues) {
      return "write %s".formatted(Vocabulary.form(opcode));
    }
    StringBuilder line = new StringBuilder(opcode.mnemonic());
    for (Operand operand : instruction.operands()) {
      if (!operand.equals(surplus)) {
        line.append(' ').append(findings.written(operand.span()));
      }
    }
    return "values are pushed before it: %s; %s".formatted(pushed, line);
  }

  /** Reports that an operand that cannot be popped is not there. */
  void mustBeWritten(Statement.Instruction instruction, Opcode opcode, String what) {
    findings.error(
        DiagnosticCode.OPERAND,
        "%s takes %s, which must be written".formatted(opcode.mnemonic(), what),
        instruction.span(),
        "write %s".formatted(Vocabulary.form(opcode)));
  }
}
