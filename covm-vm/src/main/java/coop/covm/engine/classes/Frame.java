package coop.covm.engine.classes;

import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the parts that write one function's code share. */
final class Frame {
  final Program program;
  final FunctionKinds kinds;
  final Signature signature;
  final Treatments treatments;
  final Fuel fuel;

  /** Whether its code calls functions. */
  final boolean makesCalls;

  final FrameLocals locals;
  final CodeBuilder code;
  final CodeWriter writer;
  final OperandStack stack;
  final Exits exits;
  final Telling telling;
  final Lending lending;
  private final String tellingName;

  // Locals of what is needed for a moment.
  final int reference;
  final int elements;

  private final Map<Integer, Label> labels = new HashMap<>();

  /**
   * How the code is left.
   *
   * @param name of the method that it calls then
   * @param told which places of the stack some exit finds in their own locals
   * @param apart whether each exit is written apart
   */
  record WaysOut(String name, Set<Use.Stack> told, boolean apart) {}

  Frame(
      Program program,
      FunctionKinds kinds,
      Signature signature,
      CodeBuilder code,
      List<ExitSite> sites,
      WaysOut ways) {
    this.program = program;
    this.kinds = kinds;
    this.signature = signature;
    this.code = code;
    this.treatments = program.treatments(kinds);
    this.makesCalls =
        kinds.blocks().instructions().stream()
            .anyMatch(i -> i.opcode() == Opcode.CALL && treatments.of(i) == Treatment.CALLED);
    this.fuel = program.fuel(kinds);
    this.locals = new FrameLocals(kinds, signature.firstLocal());
    boolean called = signature instanceof Signature.Called;
    int allowance = called ? Signature.ALLOWANCE : locals.spare();
    this.writer = new CodeWriter(code, locals, allowance, locals.spare());
    this.reference = locals.spare();
    this.elements = locals.spare();
    this.stack = new OperandStack(writer);
    this.lending = new Lending(this);
    this.telling = new Telling(kinds, locals, ways.told()::contains);
    this.tellingName = ways.name();
    this.exits =
        new Exits(writer, kinds, fuel, sites, signature.firstSite(), ways.apart(), this::writeWay);
  }

  /** Says by which exit an error would come out, of a function that can fail. */
  void mayFailAt(int exit) {
    if (!program.isPlain(kinds.index())) {
      writer.at(exit);
    }
  }

  private void writeWay(Runnable loadExit) {
    telling.writeCall(writer, loadExit, tellingName);
    signature.writeNoResult(code, kinds);
  }

  /** Where the code of an offset begins. */
  Label label(int offset) {
    return labels.computeIfAbsent(offset, _ -> code.newLabel());
  }

  /** A label to jump to, with everything where the block there expects it. */
  Label prepared(int target) {
    stack.flush(kinds.stackAt(target));
    return label(target);
  }

  /** The exit before an instruction, with the stack as it is. */
  int before(Instruction instruction) {
    return exits.before(instruction, stack.all());
  }

  /** Behind an instruction that may have charged: fetches what is left, or leaves. */
  void end(int next) {
    writer.end();
    Label low = code.newLabel();
    writer.ifNoFuel(low);
    exits.leaveLater(low, ~exits.to(next, stack.all()), 0); // the meter has what is left
  }

  void release(List<Operand> operands) {
    operands.forEach(writer::release);
  }
}
