package coop.covm.engine.classes;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.AssignedVariables;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.BooleanValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generates the code of one function, from its start or from a place in it. */
final class FunctionCode {
  private final Program program;
  private final Caller caller;
  private final Module module;
  private final FunctionKinds kinds;
  private final Function function;
  private final AssignedVariables assigned;
  private final Treatments treatments;
  private final Fuel fuel;
  private final Signature signature;
  private final FrameLocals locals;
  private final CodeBuilder code;
  private final CodeWriter writer;
  private final OperandStack stack;
  private final Exits exits;
  private final Map<Integer, Label> labels = new HashMap<>();

  // Locals for a moment.
  private final int reference;
  private final int elements;
  private final int holesArray;
  private final int integer;

  private final int calls;
  private final int places;

  /** Writes the call of a function. */
  @FunctionalInterface
  interface Caller {
    /**
     * @param callee the type of its method
     */
    void call(int function, MethodTypeDesc callee);
  }

  private FunctionCode(
      Program program, FunctionKinds kinds, Signature signature, CodeBuilder code, Caller caller) {
    this.caller = caller;
    this.program = program;
    this.module = program.module();
    this.kinds = kinds;
    this.function = kinds.function();
    this.assigned = AssignedVariables.of(kinds);
    this.treatments = program.treatments(kinds);
    this.fuel = new Fuel(module, kinds, treatments);
    this.signature = signature;
    this.code = code;
    this.locals = new FrameLocals(kinds, signature.firstLocal());
    boolean called = signature instanceof Signature.Called;
    int fuelLocal = called ? Signature.FUEL : locals.spare();
    this.reference = locals.spare();
    this.elements = locals.spare();
    this.holesArray = locals.spare();
    this.integer = locals.spare();
    this.calls = called ? Signature.CALLS : locals.spare();
    this.places = called ? Signature.PLACES : locals.spare();
    this.writer = new CodeWriter(code, locals, fuelLocal, locals.spare());
    this.stack = new OperandStack(writer);
    this.exits = new Exits(writer, kinds, locals);
  }

  static void write(
      Program program, FunctionKinds kinds, Signature signature, CodeBuilder code, Caller caller) {
    new FunctionCode(program, kinds, signature, code, caller).write();
  }

  private void write() {
    writeLocals();
    Label start = code.newBoundLabel();
    writeStart();
    BitSet reached = reached(signature.start());
    boolean ended = true;
    for (Instruction instruction : kinds.blocks().instructions()) {
      if (reached.get(instruction.offset())) {
        if (kinds.blocks().isStart(instruction.offset())) {
          beginBlock(instruction, !ended);
        }
        ended = writeInstruction(instruction);
      } else {
        ended = true;
      }
    }
    exits.write(this::returnNothing);
    Label end = code.newBoundLabel();
    code.exceptionCatch(start, end, end, Names.ERROR);
    writeTrapped();
  }

  // The frame around the instructions.

  private void writeLocals() {
    writer.at(~signature.start());
    switch (signature) {
      case Signature.Called _ -> {
        for (Map.Entry<Integer, Use> entry : locals.uses().entrySet()) {
          if (!locals.isParameter(entry.getValue())) {
            EmptyLocals.write(code, entry.getKey(), entry.getValue());
          }
        }
      }
      case Signature.Entered _ -> {
        code.loadConstant(0);
        writer.storeFuel();
        code.aload(CodeWriter.RUN)
            .invokevirtual(Names.RUN, "calls", Names.type(Names.INT))
            .istore(calls);
        code.aload(CodeWriter.RUN)
            .invokevirtual(Names.RUN, "places", Names.type(Names.INT))
            .istore(places);
        new EnteredLocals(code, kinds, locals).write(signature.start());
      }
    }
  }

  private void writeStart() {
    stack.reset(kinds.stackAt(signature.start()));
    switch (signature) {
      case Signature.Called _ -> refuelAtStart();
      case Signature.Entered _ -> {
        writer.end(fuel.least());
        leaveIfLow(signature.start());
        code.goto_(label(signature.start()));
      }
    }
  }

  private void refuelAtStart() {
    Label low = code.newLabel();
    Label enough = code.newLabel();
    writer.ifFuelBelow(fuel.least(), low);
    code.labelBinding(enough);
    List<Operand> operands = stack.all();
    exits.later(() -> {
      code.labelBinding(low);
      writeMore();
      writer.ifNotLeft(enough);
      exits.leave(signature.start(), operands);
    });
  }

  /** Leaves for the instruction at an offset if the fuel says so. */
  private void leaveIfLow(int at) {
    Label low = code.newLabel();
    writer.ifLeft(low);
    List<Operand> operands = stack.all();
    exits.later(() -> {
      code.labelBinding(low);
      exits.leave(at, operands);
    });
  }

  private void writeMore() {
    code.aload(CodeWriter.RUN);
    writer.loadFuel();
    code.loadConstant(fuel.least())
        .invokevirtual(Names.RUN, "more", Names.type(Names.INT, Names.INT, Names.INT));
    writer.storeFuel();
  }

  private void writeTrapped() {
    int error = locals.spare();
    code.astore(error).aload(CodeWriter.RUN).loadConstant(kinds.index());
    writer.loadPlace();
    writer.loadFuel();
    code.invokevirtual(
            Names.RUN, "trapped", Names.type(Names.VOID, Names.INT, Names.INT, Names.INT))
        .aload(error)
        .athrow();
  }

  private void returnNothing() {
    ClassDesc result = signature.result(kinds);
    if (result.equals(Names.DOUBLE)) {
      code.dconst_0().dreturn();
    } else if (result.equals(Names.INT)) {
      code.iconst_0().ireturn();
    } else if (result.equals(Names.VALUE)) {
      code.aconst_null().areturn();
    } else {
      code.return_();
    }
  }

  // Paths.

  /** The offsets that some path in generated code leads to. */
  private BitSet reached(int from) {
    BitSet reached = new BitSet();
    Map<Integer, Instruction> at = new HashMap<>();
    kinds.blocks().instructions().forEach(i -> at.put(i.offset(), i));
    Deque<Integer> waiting = new ArrayDeque<>(List.of(from));
    while (!waiting.isEmpty()) {
      int offset = waiting.pop();
      Instruction instruction = at.get(offset);
      if (reached.get(offset) || instruction == null) {
        continue;
      }
      reached.set(offset);
      if (treatments.of(instruction) == Treatment.LEFT) {
        continue;
      }
      instruction.target().ifPresent(waiting::push);
      if (instruction.opcode().fallsThrough()) {
        waiting.push(instruction.next());
      }
    }
    return reached;
  }

  private Label label(int offset) {
    return labels.computeIfAbsent(offset, _ -> code.newLabel());
  }

  private void beginBlock(Instruction first, boolean falls) {
    int offset = first.offset();
    if (falls) {
      stack.flush(kinds.stackAt(offset));
    }
    stack.reset(kinds.stackAt(offset));
    code.labelBinding(label(offset));
    if (kinds.blocks().isHeader(offset)) {
      refuelAround(offset);
    }
  }

  private void refuelAround(int offset) {
    Label low = code.newLabel();
    Label enough = code.newLabel();
    writer.ifFuelBelow(fuel.least(), low);
    code.labelBinding(enough);
    List<Operand> operands = stack.all();
    exits.later(() -> {
      code.labelBinding(low);
      writer.at(~offset);
      code.aload(CodeWriter.RUN);
      writer.loadFuel();
      code.loadConstant(fuel.least())
          .loadConstant(kinds.index())
          .loadConstant(offset)
          .loadConstant(signature.entry())
          .invokevirtual(
              Names.RUN,
              "around",
              Names.type(Names.INT, Names.INT, Names.INT, Names.INT, Names.INT, Names.INT));
      writer.storeFuel();
      writer.ifNotLeft(enough);
      exits.leave(offset, operands);
    });
  }

  /** A label to jump to in place of an offset, with everything where the block there expects it. */
  private Label prepared(int target) {
    stack.flush(kinds.stackAt(target));
    return label(target);
  }

  // Instructions.

  /** Whether no path leads on to the next instruction in generated code. */
  private boolean writeInstruction(Instruction instruction) {
    Treatment treatment = treatments.of(instruction);
    if (treatment == Treatment.LEFT) {
      exits.leave(instruction.offset(), stack.all());
      return true;
    }
    writer.spend(fuel.stretchAt(instruction.offset()));
    if (treatment == Treatment.INLINE) {
      writeInline(instruction);
    } else {
      writeCalled(instruction);
    }
    return !instruction.opcode().fallsThrough();
  }

  private void writeInline(Instruction instruction) {
    switch (instruction.opcode()) {
      case PUSH, OPERAND -> push(instruction);
      case POP -> release(stack.pop());
      case DUP -> copy(instruction, stack.peek(1));
      case OVER -> copy(instruction, stack.peek(2));
      case SWAP -> stack.swap(1, 2);
      case ROT -> {
        stack.swap(3, 2);
        stack.swap(2, 1);
      }
      case DEPTH -> stack.push(new Operand.Numeral(stack.height()));
      case NOP -> {}
      case NOW -> {
        code.aload(CodeWriter.RUN)
            .invokestatic(Names.PRIMITIVES, "now", Names.type(Names.DOUBLE, Names.RUN));
        stack.pushLoaded(Kind.NUMBER);
      }
      case LOAD, OPERANDVARIABLE -> loadVariable(instruction);
      case STORE -> storeVariable(instruction);
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, NEGATE, ABS, FLOOR, CEIL, ROUND ->
          arithmetic(instruction);
      case EQ, NE, LT, LE, GT, GE -> compare(instruction);
      case NOT, AND, OR -> logic(instruction);
      case JUMP -> code.goto_(prepared(instruction.target().orElseThrow()));
      case JUMPIFFALSE -> jumpIfFalse(instruction);
      case LOOPSTART -> startLoop(instruction);
      case LOOPNEXT -> nextRound(instruction);
      case FOREACHNEXT -> nextElement(instruction);
      case RETURN -> writeReturn(instruction);
      default -> throw new IllegalStateException("nothing generates " + instruction);
    }
  }

  private void writeCalled(Instruction instruction) {
    switch (instruction.opcode()) {
      case CALL -> writeCall(instruction);
      case LOOPSTART -> startLoopOfAny(instruction);
      case FOREACHSTART -> startForeach(instruction);
      case CASE -> writeCase(instruction);
      case TEXTTEMPLATE -> fill(instruction, "fillText");
      case KEYTEMPLATE -> fill(instruction, "fillKey");
      case INCREMENTP -> increment(instruction);
      default -> operate(instruction);
    }
  }

  private void push(Instruction instruction) {
    int index = instruction.immediate(Immediate.CONSTANT);
    Value value = module.constants().get(index);
    switch (value) {
      case NumberValue number -> stack.push(new Operand.Numeral(number.value()));
      case BooleanValue bool -> stack.push(new Operand.Truth(bool.value()));
      default -> {
        writer.at(instruction.offset());
        code.aload(CodeWriter.RUN)
            .loadConstant(index)
            .invokevirtual(Names.RUN, "constant", Names.type(Names.VOID, Names.INT));
        stack.push(new Operand.Constant(index));
      }
    }
  }

  private void release(Operand operand) {
    if (operand.kind() == Kind.REFERENCE) {
      writer.account("release", operand);
    }
  }

  private void release(List<Operand> operands) {
    operands.forEach(this::release);
  }

  private void copy(Instruction instruction, Operand operand) {
    hold(instruction, operand);
    stack.push(operand);
  }

  private void hold(Instruction instruction, Operand operand) {
    if (operand.kind() == Kind.REFERENCE) {
      writer.at(instruction.offset());
      writer.account("hold", operand);
    }
  }

  private void loadVariable(Instruction instruction) {
    int index = instruction.immediate(Immediate.VARIABLE);
    Operand operand = new Operand.Variable(index, kinds.variable(index).kept());
    if (!assigned.isCertain(instruction.offset())) {
      Label unset = code.newLabel();
      writer.load(operand);
      switch (operand.kind()) {
        case NUMBER -> {
          writer.load(operand);
          code.dcmpl().ifne(unset);
        }
        case BOOLEAN -> code.iflt(unset);
        case REFERENCE, NOTHING -> code.ifnull(unset);
      }
      leaveLater(unset, instruction, 0);
    }
    copy(instruction, operand);
  }

  /**
   * Leaves from a label before an instruction.
   *
   * @param numbers how many numbers lie on the JVM's stack
   */
  private void leaveLater(Label label, Instruction before, int numbers) {
    leaveLater(label, before, numbers, stack.all());
  }

  private void leaveLater(Label label, Instruction before, int numbers, List<Operand> operands) {
    exits.later(() -> {
      code.labelBinding(label);
      for (int i = 0; i < numbers; i++) {
        code.pop2();
      }
      writer.giveBack(fuel.ahead(before));
      exits.leave(before.offset(), operands);
    });
  }

  private void storeVariable(Instruction instruction) {
    int index = instruction.immediate(Immediate.VARIABLE);
    Operand operand = stack.pop();
    Kind kind = kinds.variable(index).kept();
    Operand variable = new Operand.Variable(index, kind);
    if (operand.equals(variable)) {
      release(operand); // it was held twice
      return;
    }
    stack.settle(index);
    release(variable);
    writer.loadAs(operand, kind);
    writer.store(new Use.Variable(index, kind), kind);
  }

  private void arithmetic(Instruction instruction) {
    List<Operand> before = stack.all();
    List<Operand> operands = stack.pop(instruction.opcode().pops());
    if (instruction.opcode() == Opcode.NEGATE) {
      code.dconst_0();
    }
    operands.forEach(writer::load);
    switch (instruction.opcode()) {
      case ADD -> code.dadd();
      case SUB, NEGATE -> code.dsub();
      case MUL -> code.dmul().dconst_0().dadd();
      case DIV -> code.ddiv().dconst_0().dadd();
      case MOD -> binary(Names.PRIMITIVES, "modulo");
      case MIN -> binary(Names.MATH, "min");
      case MAX -> binary(Names.MATH, "max");
      case ABS -> unary(Names.MATH, "abs");
      case FLOOR -> unary(Names.PRIMITIVES, "floor");
      case CEIL -> unary(Names.PRIMITIVES, "ceil");
      case ROUND -> unary(Names.PRIMITIVES, "round");
      default -> throw new IllegalStateException("no arithmetic: " + instruction);
    }
    switch (instruction.opcode()) {
      case ADD, SUB, MUL, DIV, MOD -> {
        Label notFinite = code.newLabel();
        code.dup2().dup2().dsub().dconst_0().dcmpl().ifne(notFinite);
        leaveLater(notFinite, instruction, 1, before);
      }
      default -> {}
    }
    stack.pushLoaded(Kind.NUMBER);
  }

  private void binary(ClassDesc owner, String name) {
    code.invokestatic(owner, name, Names.type(Names.DOUBLE, Names.DOUBLE, Names.DOUBLE));
  }

  private void unary(ClassDesc owner, String name) {
    code.invokestatic(owner, name, Names.type(Names.DOUBLE, Names.DOUBLE));
  }

  /** Leaves on the JVM's stack an integer that is compared with zero as the operands are. */
  private void loadComparison(List<Operand> operands) {
    operands.forEach(writer::load);
    if (operands.getFirst().kind() == Kind.NUMBER) {
      code.dcmpl();
    } else {
      code.isub();
    }
  }

  private void compare(Instruction instruction) {
    loadComparison(stack.pop(2));
    Label yes = code.newLabel();
    switch (instruction.opcode()) {
      case EQ -> code.ifeq(yes);
      case NE -> code.ifne(yes);
      case LT -> code.iflt(yes);
      case LE -> code.ifle(yes);
      case GT -> code.ifgt(yes);
      case GE -> code.ifge(yes);
      default -> throw new IllegalStateException("no comparison: " + instruction);
    }
    Label done = code.newLabel();
    code.iconst_0().goto_(done).labelBinding(yes).iconst_1().labelBinding(done);
    stack.pushLoaded(Kind.BOOLEAN);
  }

  /** Leaves 0 or 1 on the JVM's stack. */
  private void loadTruth(Operand operand) {
    writer.load(operand);
    if (operand.kind() == Kind.NUMBER) {
      Label yes = code.newLabel();
      Label done = code.newLabel();
      code.dconst_0().dcmpl().ifne(yes);
      code.iconst_0().goto_(done).labelBinding(yes).iconst_1().labelBinding(done);
    } else if (operand.kind() == Kind.REFERENCE) {
      code.invokestatic(Names.PRIMITIVES, "holds", Names.type(Names.TRUTH, Names.VALUE));
    }
  }

  private void logic(Instruction instruction) {
    stack.pop(instruction.opcode().pops()).forEach(this::loadTruth);
    switch (instruction.opcode()) {
      case NOT -> code.iconst_1().ixor();
      case AND -> code.iand();
      case OR -> code.ior();
      default -> throw new IllegalStateException("no logic: " + instruction);
    }
    stack.pushLoaded(Kind.BOOLEAN);
  }

  private void jumpIfFalse(Instruction instruction) {
    Operand condition = stack.pop();
    if (condition.kind() == Kind.REFERENCE) {
      writer.at(instruction.offset());
    }
    int target = instruction.target().orElseThrow();
    Label otherwise = prepared(target);
    prepared(instruction.next());
    loadTruth(condition);
    release(condition);
    code.ifeq(otherwise);
  }

  // Loops.

  private void startLoop(Instruction instruction) {
    Label invalid = code.newLabel();
    List<Operand> before = stack.all();
    writer.load(stack.pop());
    code.invokestatic(Names.PRIMITIVES, "rounds", Names.type(Names.DOUBLE, Names.DOUBLE));
    code.dup2().dup2().dcmpl().ifne(invalid);
    leaveLater(invalid, instruction, 1, before);
    storeRounds(instruction);
  }

  private void startLoopOfAny(Instruction instruction) {
    writer.begin(instruction.offset());
    Operand count = stack.pop();
    writer.loadValue(count);
    code.invokestatic(Names.PRIMITIVES, "rounds", Names.type(Names.DOUBLE, Names.VALUE));
    storeRounds(instruction);
    release(count);
    endCalled(instruction);
  }

  private void storeRounds(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    code.dstore(locals.of(new Use.Rounds(hidden)));
    if (locals.has(new Use.Elements(hidden))) {
      releaseElements(hidden);
    }
  }

  /** Lets go of the list of a loop that was left early. */
  private void releaseElements(int hidden) {
    int list = locals.of(new Use.Elements(hidden));
    code.aload(CodeWriter.RUN).aload(list);
    writer.accountFor("release", 1);
    code.aconst_null().astore(list);
  }

  private void nextRound(Instruction instruction) {
    int rounds = locals.of(new Use.Rounds(instruction.immediate(Immediate.HIDDEN)));
    Label exit = prepared(instruction.target().orElseThrow());
    prepared(instruction.next());
    code.dload(rounds).dconst_0().dcmpl().ifle(exit);
    code.dload(rounds).dconst_1().dsub().dstore(rounds);
  }

  private void startForeach(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    int list = elements;
    writer.begin(instruction.offset());
    Operand container = stack.pop();
    code.aload(CodeWriter.RUN);
    writer.loadValue(container);
    code.invokestatic(Names.PRIMITIVES, "elements", Names.type(Names.LIST, Names.RUN, Names.VALUE))
        .astore(list);
    code.aload(CodeWriter.RUN).aload(list);
    writer.loadValue(container);
    writer.accountFor("replaced", 2);
    releaseElements(hidden);
    code.aload(list).astore(locals.of(new Use.Elements(hidden)));
    code.iconst_0().istore(locals.of(new Use.NextElement(hidden)));
    endCalled(instruction);
  }

  private void nextElement(Instruction instruction) {
    int hidden = instruction.immediate(Immediate.HIDDEN);
    int variable = instruction.immediate(Immediate.VARIABLE);
    int list = locals.of(new Use.Elements(hidden));
    int next = locals.of(new Use.NextElement(hidden));
    Label exit = prepared(instruction.target().orElseThrow());
    prepared(instruction.next());
    Label done = code.newLabel();
    code.iload(next)
        .aload(list)
        .invokevirtual(Names.LIST, "size", Names.type(Names.INT))
        .if_icmpge(done);
    int element = reference;
    code.aload(list)
        .iload(next)
        .invokevirtual(Names.LIST, "get", Names.type(Names.VALUE, Names.INT))
        .astore(element);
    writer.at(instruction.offset());
    Operand old = new Operand.Variable(variable, kinds.variable(variable).kept());
    code.aload(CodeWriter.RUN).aload(element);
    writer.loadValue(old);
    writer.accountFor("replaced", 2);
    code.aload(element);
    writer.store(new Use.Variable(variable, old.kind()), old.kind());
    code.iinc(next, 1);
    exits.later(() -> {
      code.labelBinding(done);
      releaseElements(hidden);
      code.goto_(exit);
    });
  }

  // Instructions that are methods.

  private void operate(Instruction instruction) {
    Operation operation = Operation.of(instruction.opcode());
    if (operation == null) {
      throw new IllegalStateException("nothing generates " + instruction);
    }
    List<Operand> operands = stack.pop(operation.values());
    writer.begin(instruction.offset());
    switch (operation.first()) {
      case NOTHING -> {}
      case ALL -> code.aload(CodeWriter.RUN);
      case METER -> code.aload(CodeWriter.RUN).getfield(Names.RUN, "meter", Names.METER);
      case RUN -> code.aload(CodeWriter.RUN).getfield(Names.RUN, "run", Names.PROGRAM_RUN);
    }
    operands.forEach(writer::loadValue);
    code.invokestatic(operation.owner(), operation.name(), operation.type());
    List<Operand> gone = operands.subList(operation.kept(), operands.size());
    switch (operation.result()) {
      case NOTHING -> {
        release(gone);
        operands.subList(0, operation.kept()).forEach(stack::push);
      }
      case TRUTH -> pushPlain(gone, Kind.BOOLEAN);
      case NUMBER -> pushPlain(gone, Kind.NUMBER);
      case VALUE -> replace(gone);
    }
    endCalled(instruction);
  }

  /** Pushes the result on the JVM's stack, which takes no local of what is gone. */
  private void pushPlain(List<Operand> gone, Kind kind) {
    stack.pushLoaded(kind);
    release(gone);
  }

  /** Counts the result on the JVM's stack in place of the operands, and pushes it. */
  private void replace(List<Operand> popped) {
    int result = reference;
    code.astore(result);
    Operand[] held =
        popped.stream().filter(o -> o.kind() == Kind.REFERENCE).toArray(Operand[]::new);
    code.aload(CodeWriter.RUN).aload(result);
    Arrays.stream(held).forEach(writer::loadValue);
    writer.accountFor("replaced", held.length + 1);
    code.aload(result);
    stack.pushLoaded(Kind.REFERENCE);
  }

  /** Behind an instruction that may have charged: fetches what is left, or leaves. */
  private void endCalled(Instruction instruction) {
    writer.end(fuel.least());
    leaveIfLow(instruction.next());
  }

  private void increment(Instruction instruction) {
    List<Operand> operands = stack.pop(2);
    writer.begin(instruction.offset());
    code.aload(CodeWriter.RUN);
    operands.forEach(writer::loadValue);
    code.loadConstant(kinds.index())
        .loadConstant(instruction.offset())
        .invokestatic(
            Names.PRIMITIVES,
            "increment",
            Names.type(Names.VOID, Names.RUN, Names.VALUE, Names.VALUE, Names.INT, Names.INT));
    release(operands);
    endCalled(instruction);
  }

  private void fill(Instruction instruction, String name) {
    int template = instruction.immediate(Immediate.TEMPLATE);
    List<Operand> holes = stack.pop(module.templates().get(template).holes());
    writer.begin(instruction.offset());
    int array = holesArray;
    code.loadConstant(holes.size()).anewarray(Names.VALUE).astore(array);
    for (int i = 0; i < holes.size(); i++) {
      code.aload(array).loadConstant(i);
      writer.loadValue(holes.get(i));
      code.aastore();
    }
    code.aload(CodeWriter.RUN)
        .aload(array)
        .loadConstant(template)
        .invokestatic(
            Names.PRIMITIVES,
            name,
            Names.type(Names.VALUE, Names.RUN, Names.VALUE.arrayType(), Names.INT));
    stack.pushLoaded(Kind.REFERENCE);
    endCalled(instruction);
  }

  private void writeCase(Instruction instruction) {
    int target = instruction.target().orElseThrow();
    Label otherwise = code.newLabel();
    Operand value = stack.peek(1);
    writer.begin(instruction.offset());
    code.aload(CodeWriter.RUN);
    writer.loadValue(value);
    code.loadConstant(instruction.immediate(Immediate.CONSTANT))
        .invokestatic(
            Names.PRIMITIVES, "matches", Names.type(Names.TRUTH, Names.RUN, Names.VALUE, Names.INT))
        .ifeq(otherwise);
    OperandStack.Saved left = new OperandStack.Saved(stack.all());
    exits.later(() -> {
      code.labelBinding(otherwise);
      stack.reset(left);
      writer.end(fuel.least());
      leaveIfLow(target);
      code.goto_(prepared(target));
    });
    release(stack.pop());
    endCalled(instruction);
  }

  // Calls.

  private void writeCall(Instruction instruction) {
    int index = instruction.immediate(Immediate.FUNCTION);
    FunctionKinds callee = program.kinds().function(index);
    boolean plain = program.isPlain(index);
    int size = Fuel.places(callee.function());
    List<Operand> before = stack.all();
    List<Operand> arguments = stack.pop(callee.function().parameters());
    Label refused = code.newLabel();
    int left = integer;
    code.iload(calls).ifle(refused);
    if (plain && !program.isPlain(kinds.index())) {
      code.aload(CodeWriter.RUN)
          .iload(places)
          .invokevirtual(Names.RUN, "places", Names.type(Names.INT, Names.INT));
    } else {
      code.iload(places);
    }
    code.loadConstant(size).isub().istore(left).iload(left).iflt(refused);
    leaveLater(refused, instruction, 0, before);
    if (fuel.sizeOfCall(instruction) > 0) {
      code.aload(CodeWriter.RUN)
          .loadConstant(fuel.sizeOfCall(instruction))
          .invokestatic(
              Names.PRIMITIVES, "chargedBySize", Names.type(Names.VOID, Names.RUN, Names.INT));
    }
    if (!plain) {
      writer.at(instruction.offset());
      code.aload(CodeWriter.RUN)
          .loadConstant(size)
          .invokestatic(Names.PRIMITIVES, "enter", Names.type(Names.VOID, Names.RUN, Names.INT));
    }
    writer.at(~instruction.offset());
    code.aload(CodeWriter.RUN);
    writer.loadFuel();
    code.iload(calls).iconst_1().isub().iload(left);
    for (int i = 0; i < arguments.size(); i++) {
      writer.loadAs(arguments.get(i), callee.variable(i).kept());
    }
    caller.call(index, new Signature.Called().type(callee));
    List<Operand> waiting = stack.all();
    pushResults(callee);
    code.aload(CodeWriter.RUN).getfield(Names.RUN, "fuel", Names.INT);
    writer.storeFuel();
    refuelBehind(instruction, waiting);
  }

  private void pushResults(FunctionKinds callee) {
    List<Kind> results = callee.results();
    if (results.size() == 1) {
      stack.pushLoaded(results.getFirst().kept());
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      code.aload(CodeWriter.RUN)
          .loadConstant(i)
          .invokevirtual(Names.RUN, resultName(results.get(i)), resultType(results.get(i)));
      stack.pushLoaded(results.get(i).kept());
    }
  }

  private static String resultName(Kind kind) {
    return switch (kind) {
      case NUMBER -> "numberResult";
      case BOOLEAN -> "truthResult";
      case REFERENCE, NOTHING -> "valueResult";
    };
  }

  private static MethodTypeDesc resultType(Kind kind) {
    return Names.type(Signature.type(kind), Names.INT);
  }

  private void refuelBehind(Instruction call, List<Operand> waiting) {
    Label low = code.newLabel();
    Label enough = code.newLabel();
    writer.ifFuelBelow(fuel.least(), low);
    code.labelBinding(enough);
    List<Operand> operands = stack.all();
    exits.later(() -> {
      Label still = code.newLabel();
      code.labelBinding(low);
      code.aload(CodeWriter.RUN).getfield(Names.RUN, "leaving", Names.TRUTH).ifne(still);
      writer.at(~call.offset());
      writeMore();
      writer.ifNotLeft(enough);
      exits.leave(call.next(), operands);
      code.labelBinding(still);
      exits.leave(call.offset(), waiting);
    });
  }

  private void writeReturn(Instruction instruction) {
    if (signature instanceof Signature.Entered) {
      writer.giveBack(fuel.ahead(instruction));
      exits.leave(instruction.offset(), stack.all());
      return;
    }
    List<Operand> results = stack.pop(function.results());
    if (!program.isPlain(kinds.index())) {
      releaseFrame();
    }
    code.aload(CodeWriter.RUN);
    writer.loadFuel();
    code.putfield(Names.RUN, "fuel", Names.INT);
    if (results.size() == 1) {
      Kind kind = kinds.results().getFirst().kept();
      writer.loadAs(results.getFirst(), kind);
      switch (kind) {
        case NUMBER -> code.dreturn();
        case BOOLEAN -> code.ireturn();
        case REFERENCE, NOTHING -> code.areturn();
      }
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      Kind kind = kinds.results().get(i).kept();
      code.aload(CodeWriter.RUN).loadConstant(i);
      writer.loadAs(results.get(i), kind);
      code.invokevirtual(
          Names.RUN, "result", Names.type(Names.VOID, Names.INT, Signature.type(kind)));
    }
    code.return_();
  }

  private void releaseFrame() {
    for (Map.Entry<Integer, Use> entry : locals.uses().entrySet()) {
      boolean counted =
          switch (entry.getValue()) {
            case Use.Variable(int _, Kind kind) -> kind == Kind.REFERENCE;
            case Use.Elements _ -> true;
            case Use.Stack _, Use.Rounds _, Use.NextElement _ -> false;
          };
      if (counted) {
        code.aload(CodeWriter.RUN).aload(entry.getKey());
        writer.accountFor("release", 1);
      }
    }
    code.aload(CodeWriter.RUN)
        .loadConstant(Fuel.places(function))
        .invokestatic(Names.PRIMITIVES, "leave", Names.type(Names.VOID, Names.RUN, Names.INT));
  }
}
