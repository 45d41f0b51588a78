package coop.covm.lint;

import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What an instruction does to a key of the store.
 *
 * @param key which one, where that can be told
 */
record StorageAccess(Kind kind, Optional<KeyText> key) {

  enum Kind {
    READ,
    /** Asks whether the key has a value. */
    TEST,
    WRITE,
    DELETE,
    /** Adds without reading. */
    ADD;

    boolean changes() {
      return this == WRITE || this == DELETE || this == ADD;
    }
  }

  /**
   * What an instruction does; nothing if it is none that reads or changes the present value of a
   * key.
   *
   * @param before the statement before it in its block, which may push the key
   */
  static Optional<StorageAccess> of(Statement.Instruction instruction, Optional<Statement> before) {
    return kind(Words.opcode(instruction).orElse(Opcode.NOP))
        .map(kind -> new StorageAccess(kind, key(instruction, before)));
  }

  private static Optional<Kind> kind(Opcode opcode) {
    return switch (opcode) {
      case LOADP -> Optional.of(Kind.READ);
      case KEYEXISTS -> Optional.of(Kind.TEST);
      case STOREP -> Optional.of(Kind.WRITE);
      case DELETEP -> Optional.of(Kind.DELETE);
      case INCREMENTP -> Optional.of(Kind.ADD);
      default -> Optional.empty();
    };
  }

  private static Optional<KeyText> key(
      Statement.Instruction instruction, Optional<Statement> before) {
    List<Operand> operands = instruction.operands();
    boolean popped =
        operands.isEmpty()
            || (operands.size() == 2
                && operands.getFirst() instanceof Operand.Word word
                && word.text().equalsIgnoreCase("default"));
    return popped ? before.flatMap(StorageAccess::pushed) : KeyText.of(operands.getFirst());
  }

  /** The key that a statement pushes, where it does nothing else. */
  private static Optional<KeyText> pushed(Statement statement) {
    if (!(statement instanceof Statement.Instruction instruction)) {
      return Optional.empty();
    }
    return switch (Words.opcode(instruction).orElse(Opcode.NOP)) {
      case PUSH -> KeyText.of(instruction.operands().getFirst());
      case LOAD -> Words.name(instruction).map(KeyText::in);
      default -> Optional.empty();
    };
  }
}
