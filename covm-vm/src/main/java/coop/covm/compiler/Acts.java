package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.Statement;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Makes the steps of instructions from the opcode table, with their effect on the stack. */
final class Acts {
  private Acts() {}

  /**
   * An instruction whose operands are read.
   *
   * @param written the opcode of the source
   * @param opcode the opcode of the code
   */
  static Step act(
      Statement.Instruction instruction, Opcode written, Opcode opcode, List<Input> inputs) {
    int takes = opcode.pops() - inputs.size();
    return new Step.Act(
        instruction.span(),
        written.mnemonic(),
        opcode,
        inputs,
        OptionalInt.empty(),
        Math.max(takes, looksAt(opcode, inputs)),
        takes == 0 ? OptionalInt.empty() : poppedKey(written, opcode, inputs));
  }

  private static OptionalInt poppedKey(Opcode written, Opcode opcode, List<Input> inputs) {
    int place =
        Stream.of(OperandKind.KEY, OperandKind.PREFIX, OperandKind.ROLE)
            .mapToInt(written.operands()::indexOf)
            .max()
            .orElse(-1);
    if (place < 0 || (!inputs.isEmpty() && opcode != Opcode.LOADPDEFAULT)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(written.operands().size() - 1 - place);
  }

  private static int looksAt(Opcode opcode, List<Input> inputs) {
    return opcode == Opcode.ASSERTEQUALSTACK
            && !inputs.isEmpty()
            && inputs.getFirst() instanceof Input.Constant(Value value)
            && value instanceof NumberValue number
        ? (int) Math.min(number.value(), Integer.MAX_VALUE)
        : 0;
  }

  /** The step of an instruction whose operands are faulty, as if they had been well written. */
  static Step assumed(Statement.Instruction instruction, Opcode opcode) {
    int pushed =
        switch (opcode) {
          case PUSH -> 0;
          case EMIT -> Math.min(1, instruction.operands().size());
          default ->
              (int) opcode.operands().stream().filter(kind -> kind != OperandKind.NAME).count();
        };
    return opcode == Opcode.FAIL
        ? act(instruction, opcode, opcode, List.of(new Input.Constant(NullValue.NULL)))
        : new Step.Assumed(instruction.span(), opcode.pops() - pushed, opcode.pushes());
  }
}
