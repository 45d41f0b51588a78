package coop.covm.engine.classes;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which local of the JVM holds what of a function's frame. A variable has one; a place of the stack
 * has one for each kind that is ever there; a hidden slot has those that its loops need.
 */
final class FrameLocals {
  /** What a local is for. */
  sealed interface Use {
    record Variable(int index, Kind kind) implements Use {}

    record Stack(int height, Kind kind) implements Use {}

    record Rounds(int hidden) implements Use {}

    record Elements(int hidden) implements Use {}

    record NextElement(int hidden) implements Use {}
  }

  private final Map<Integer, Use> uses = new TreeMap<>();
  private final Map<Use, Integer> locals = new HashMap<>();
  private final int parameters;
  private int next;

  /**
   * @param first the first local that is free; the parameters of the function begin there
   */
  FrameLocals(FunctionKinds kinds, int first) {
    next = first;
    parameters = kinds.function().parameters();
    for (int i = 0; i < kinds.function().variables().size(); i++) {
      add(new Use.Variable(i, kinds.variable(i).kept()));
    }
    for (Instruction instruction : kinds.blocks().instructions()) {
      addStack(kinds.stackAt(instruction.offset()));
      if (instruction.opcode() == Opcode.LOOPSTART) {
        add(new Use.Rounds(instruction.immediate(Immediate.HIDDEN)));
      } else if (instruction.opcode() == Opcode.FOREACHSTART) {
        add(new Use.Elements(instruction.immediate(Immediate.HIDDEN)));
        add(new Use.NextElement(instruction.immediate(Immediate.HIDDEN)));
      } else if (instruction.opcode() == Opcode.ROT) {
        addBetween(kinds.stackAt(instruction.offset()));
      }
    }
    addEverOnStack(kinds);
  }

  private void addEverOnStack(FunctionKinds kinds) {
    for (int height = 0; height <= kinds.function().maxStack(); height++) {
      for (Kind kind : kinds.everAt(height)) {
        add(new Use.Stack(height, kind.kept()));
      }
    }
  }

  private void addStack(List<Kind> stack) {
    for (int i = 0; i < stack.size(); i++) {
      add(new Use.Stack(i, stack.get(i).kept()));
    }
  }

  /** Of three places the lowest comes by the middle one on its way to the top. */
  private void addBetween(List<Kind> stack) {
    int middle = stack.size() - 2;
    add(new Use.Stack(middle, stack.get(middle - 1).kept()));
  }

  private void add(Use use) {
    if (locals.putIfAbsent(use, next) == null) {
      uses.put(next, use);
      next += size(use);
    }
  }

  private static int size(Use use) {
    return switch (use) {
      case Use.Variable(int _, Kind kind) -> size(kind);
      case Use.Stack(int _, Kind kind) -> size(kind);
      case Use.Rounds _ -> 2;
      case Use.Elements _, Use.NextElement _ -> 1;
    };
  }

  private static int size(Kind kind) {
    return kind == Kind.NUMBER ? 2 : 1;
  }

  int of(Use use) {
    Integer local = locals.get(use);
    if (local == null) {
      throw new IllegalStateException("no local for " + use);
    }
    return local;
  }

  boolean has(Use use) {
    return locals.containsKey(use);
  }

  /** All locals with what they are for, in order. */
  Map<Integer, Use> uses() {
    return uses;
  }

  /** Whether the caller has filled the local. */
  boolean isParameter(Use use) {
    return use instanceof Use.Variable variable && variable.index() < parameters;
  }

  /** A local more, of one word. */
  int spare() {
    return next++;
  }
}
