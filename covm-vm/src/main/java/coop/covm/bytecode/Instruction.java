package coop.covm.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * An instruction as it stands in code.
 *
 * @param offset where its opcode stands
 * @param operands the immediates, in the order of {@link Opcode#immediates}
 */
public record Instruction(int offset, Opcode opcode, List<Integer> operands) {
  /**
   * @throws IllegalArgumentException if the opcode takes another number of immediates
   */
  public Instruction {
    operands = List.copyOf(operands);
    if (operands.size() != opcode.immediates().size()) {
      throw new IllegalArgumentException(
          opcode.mnemonic()
              + " takes "
              + opcode.immediates().size()
              + " immediates, not "
              + operands.size());
    }
  }

  /**
   * The instruction that begins at an offset. In a verified module one begins at offset 0 and at
   * the {@link #next} of each but the last.
   *
   * @throws IllegalArgumentException if the words there are no instruction
   */
  public static Instruction at(Code code, int offset) {
    if (offset < 0 || offset >= code.length()) {
      throw new IllegalArgumentException(
          "offset " + offset + " is outside the code, which has " + code.length() + " words");
    }
    int number = code.word(offset);
    Opcode opcode =
        Opcode.of(number)
            .orElseThrow(() -> new IllegalArgumentException("no opcode has the number " + number));
    if (opcode.length() > code.length() - offset) {
      throw new IllegalArgumentException("the code ends inside " + opcode.mnemonic());
    }
    Integer[] operands = new Integer[opcode.immediates().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = code.word(offset + 1 + i);
    }
    return new Instruction(offset, opcode, List.of(operands));
  }

  /**
   * All instructions, in order.
   *
   * @param code of a verified module
   * @throws IllegalArgumentException if something there is no instruction
   */
  public static List<Instruction> all(Code code) {
    List<Instruction> instructions = new ArrayList<>();
    for (int offset = 0; offset < code.length(); offset = instructions.getLast().next()) {
      instructions.add(at(code, offset));
    }
    return List.copyOf(instructions);
  }

  /** The offset behind it. */
  public int next() {
    return offset + opcode.length();
  }

  /**
   * The immediate of a kind; no opcode has two of one kind.
   *
   * @throws IllegalArgumentException if the opcode has none of that kind
   */
  public int immediate(Immediate kind) {
    int index = opcode.immediates().indexOf(kind);
    if (index < 0) {
      throw new IllegalArgumentException(opcode.mnemonic() + " has no " + kind);
    }
    return operands.get(index);
  }

  /** Where it may go on besides, or instead of, {@link #next}. */
  public OptionalInt target() {
    int index = opcode.immediates().indexOf(Immediate.TARGET);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(operands.get(index));
  }

  /** The mnemonic and the bare numbers behind it; the disassembler resolves them. */
  @Override
  public String toString() {
    return operands.stream()
        .map(operand -> " " + operand)
        .collect(Collectors.joining("", opcode.mnemonic(), ""));
  }
}
