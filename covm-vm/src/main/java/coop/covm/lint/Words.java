package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Literals;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Statement;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Optional;

/** What the words of instructions mean, of programs that compile. */
final class Words {
  private static final int MAX_CODE_POINTS = 60;

  private Words() {}

  static Optional<Opcode> opcode(Statement.Instruction instruction) {
    return Opcode.of(instruction.name()).filter(Opcode::inSource);
  }

  static boolean is(Statement statement, Opcode opcode) {
    return statement instanceof Statement.Instruction instruction
        && opcode(instruction).filter(opcode::equals).isPresent();
  }

  /** The name that an instruction such as {@code store} or {@code call} is written with. */
  static Optional<String> name(Statement.Instruction instruction) {
    return instruction.operands().isEmpty()
        ? Optional.empty()
        : switch (instruction.operands().getFirst()) {
          case Operand.Word word -> Optional.of(NameRule.normal(word.text()));
          case Operand.Text text -> Optional.of(NameRule.normal(text.text()));
          case Operand.Literal _, Operand.Template _ -> Optional.empty();
        };
  }

  /** The literal that a block pushes if it does nothing else. */
  static Optional<Value> onlyPushed(Statement.Block block) {
    return block.statements().size() == 1
        ? pushed(block.statements().getFirst())
        : Optional.empty();
  }

  /** The literal that a statement pushes if it is a {@code push} of one. */
  static Optional<Value> pushed(Statement statement) {
    if (!is(statement, Opcode.PUSH)) {
      return Optional.empty();
    }
    return literal(((Statement.Instruction) statement).operands().getFirst());
  }

  /** The value of an operand that is a literal. */
  static Optional<Value> literal(Operand operand) {
    return switch (operand) {
      case Operand.Word word ->
          switch (Literals.word(word.text())) {
            case Literals.Valid(Value value) -> Optional.of(value);
            case Literals.Invalid _ -> Optional.empty();
          };
      case Operand.Text text -> Optional.of(StringValue.of(text.text()));
      case Operand.Literal literal -> Optional.of(literal.value());
      case Operand.Template _ -> Optional.empty();
    };
  }

  /** A text of the program as a sentence shows it: on one line, not too long. */
  static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean whole = line.length() == text.length();
    if (line.codePointCount(0, line.length()) > MAX_CODE_POINTS) {
      line = line.substring(0, line.offsetByCodePoints(0, MAX_CODE_POINTS));
      whole = false;
    }
    return whole ? line : line + "…";
  }
}
