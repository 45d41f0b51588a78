package coop.covm.engine.kinds;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a function, in the order of its code: what each instruction makes of kinds. */
final class KindFlow {
  private final Module module;
  private final ModuleKinds all;
  private final FunctionKinds function;
  private final List<FunctionKinds> widened;
  private final Kind[] stack;
  private int height;

  private KindFlow(
      Module module, ModuleKinds all, FunctionKinds function, List<FunctionKinds> widened) {
    this.module = module;
    this.all = all;
    this.function = function;
    this.widened = widened;
    this.stack = new Kind[function.function().maxStack() + 1];
  }

  /**
   * @param widened takes the other functions whose parameters have grown
   */
  static void pass(
      Module module, ModuleKinds all, FunctionKinds function, List<FunctionKinds> widened) {
    new KindFlow(module, all, function, widened).run();
  }

  private void run() {
    function.beginPass();
    boolean falls = true;
    for (Instruction instruction : function.blocks().instructions()) {
      int offset = instruction.offset();
      if (falls) {
        function.arrive(offset, stack, height);
      }
      take(function.known(offset));
      int before = height;
      act(instruction);
      if (instruction.target().isPresent()) {
        // A case that does not match leaves what it would have popped.
        int left = instruction.opcode() == Opcode.CASE ? before : height;
        function.arrive(instruction.target().getAsInt(), stack, left);
      }
      falls = instruction.opcode().fallsThrough();
    }
  }

  private void take(Kind @Nullable [] known) {
    if (known == null) {
      throw new IllegalStateException("a verified instruction is not reached");
    }
    System.arraycopy(known, 0, stack, 0, known.length);
    height = known.length;
  }

  private void act(Instruction instruction) {
    switch (instruction.opcode()) {
      case PUSH, OPERAND ->
          push(Kind.of(module.constants().get(instruction.immediate(Immediate.CONSTANT))));
      case LOAD, OPERANDVARIABLE ->
          push(function.variable(instruction.immediate(Immediate.VARIABLE)));
      case STORE -> function.widenVariable(instruction.immediate(Immediate.VARIABLE), pop());
      case DUP -> push(stack[height - 1]);
      case OVER -> push(stack[height - 2]);
      case SWAP -> exchange(height - 1, height - 2);
      case ROT -> {
        exchange(height - 3, height - 2);
        exchange(height - 2, height - 1);
      }
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX -> push(arithmetic(pop(), pop()));
      case NEGATE, ABS, FLOOR, CEIL, ROUND -> push(arithmetic(stack[height - 1], pop()));
      case FOREACHNEXT ->
          function.widenVariable(instruction.immediate(Immediate.VARIABLE), Kind.REFERENCE);
      case CALL -> call(instruction.immediate(Immediate.FUNCTION));
      case CASE -> pop();
      case RETURN -> {
        for (int i = 0; i < height; i++) {
          function.widenResult(i, stack[i]);
        }
      }
      case TEXTTEMPLATE, KEYTEMPLATE -> {
        height -= module.templates().get(instruction.immediate(Immediate.TEMPLATE)).holes();
        push(Kind.REFERENCE);
      }
      // Any other variable can be meant.
      case STORENAMED -> {
        height -= 2;
        for (int i = 0; i < function.function().variables().size(); i++) {
          function.widenVariable(i, Kind.REFERENCE);
        }
      }
      default -> {
        height -= instruction.opcode().pops();
        for (int i = 0; i < instruction.opcode().pushes(); i++) {
          push(result(instruction.opcode()));
        }
      }
    }
  }

  private static Kind result(Opcode opcode) {
    return switch (opcode) {
      case DEPTH, SIZE, TONUMBER, NOW -> Kind.NUMBER;
      case EQ, NE, LT, LE, GT, GE, NOT, AND, OR, HAS, CONTAINS, KEYEXISTS -> Kind.BOOLEAN;
      case HASROLE, VERIFYSIGNATURE, CHECKMEMBERSHIP -> Kind.BOOLEAN;
      default -> Kind.REFERENCE;
    };
  }

  /** Of two numbers comes a number; of what never comes, nothing is known yet. */
  private static Kind arithmetic(Kind b, Kind a) {
    if (a == Kind.NOTHING || b == Kind.NOTHING) {
      return a == Kind.NUMBER || b == Kind.NUMBER || a == b ? Kind.NOTHING : Kind.REFERENCE;
    }
    return a == Kind.NUMBER && b == Kind.NUMBER ? Kind.NUMBER : Kind.REFERENCE;
  }

  private void call(int index) {
    FunctionKinds callee = all.function(index);
    boolean wider = false;
    for (int i = callee.function().parameters() - 1; i >= 0; i--) {
      wider |= callee.widenVariable(i, pop());
    }
    if (wider && callee != function) {
      widened.add(callee);
    }
    callee.results().forEach(this::push);
  }

  private void push(Kind kind) {
    stack[height++] = kind;
  }

  private Kind pop() {
    return stack[--height];
  }

  private void exchange(int i, int j) {
    Kind kind = stack[i];
    stack[i] = stack[j];
    stack[j] = kind;
  }
}
