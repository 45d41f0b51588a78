package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The program's stack while code is generated. An operand that is {@link Operand.Placed} is always
 * at its own height, so that nothing is overwritten that is still needed.
 */
final class OperandStack {
  private final CodeWriter writer;
  private final List<Operand> operands = new ArrayList<>();

  OperandStack(CodeWriter writer) {
    this.writer = writer;
  }

  /** Forgets everything; each place is as its kind says. */
  void reset(List<Kind> kinds) {
    operands.clear();
    for (int height = 0; height < kinds.size(); height++) {
      operands.add(new Operand.Placed(height, kinds.get(height).kept()));
    }
  }

  /** Remembers what is there. */
  Saved saved() {
    return new Saved(all());
  }

  /** Goes back to what was there. */
  void reset(Saved saved) {
    operands.clear();
    operands.addAll(saved.operands());
  }

  /** What was there at a time. */
  record Saved(List<Operand> operands) {}

  int height() {
    return operands.size();
  }

  /** A copy, the lowest first. */
  List<Operand> all() {
    return List.copyOf(operands);
  }

  /** The operand so far below the top, 1 for the top. */
  Operand peek(int depth) {
    return operands.get(operands.size() - depth);
  }

  /** Takes so many operands, the deepest first. */
  List<Operand> pop(int count) {
    List<Operand> top = operands.subList(operands.size() - count, operands.size());
    List<Operand> popped = List.copyOf(top);
    top.clear();
    return popped;
  }

  Operand pop() {
    return operands.removeLast();
  }

  /** Pushes what needs no local. */
  void push(Operand operand) {
    if (operand instanceof Operand.Placed(int height, Kind kind) && height != operands.size()) {
      writer.load(operand);
      pushLoaded(kind);
    } else {
      operands.add(operand);
    }
  }

  /** Pushes what is on the JVM's stack. */
  void pushLoaded(Kind kind) {
    int height = operands.size();
    writer.store(new Use.Stack(height, kind), kind);
    operands.add(new Operand.Placed(height, kind.kept()));
  }

  /** Pushes what something else will have put into the place's own local. */
  void pushPlaced(Kind kind) {
    operands.add(new Operand.Placed(operands.size(), kind));
  }

  /** Exchanges the operands at two depths. */
  void swap(int one, int other) {
    Operand first = peek(one);
    Operand second = peek(other);
    int firstHeight = operands.size() - one;
    int secondHeight = operands.size() - other;
    boolean movesFirst = first instanceof Operand.Placed;
    boolean movesSecond = second instanceof Operand.Placed;
    if (movesFirst) {
      writer.load(first);
    }
    if (movesSecond) {
      writer.load(second);
      operands.set(firstHeight, place(firstHeight, second.kind()));
    } else {
      operands.set(firstHeight, second);
    }
    operands.set(secondHeight, movesFirst ? place(secondHeight, first.kind()) : first);
  }

  private Operand place(int height, Kind kind) {
    writer.store(new Use.Stack(height, kind), kind);
    return new Operand.Placed(height, kind);
  }

  /** Fetches what a variable holds before it changes. */
  void settle(int variable) {
    for (int height = 0; height < operands.size(); height++) {
      if (operands.get(height) instanceof Operand.Variable(int index, Kind kind)
          && index == variable) {
        writer.load(operands.get(height));
        operands.set(height, place(height, kind));
      }
    }
  }

  /** Whether something was lent. */
  boolean hasLent() {
    return operands.stream().anyMatch(Operand.Lent.class::isInstance);
  }

  /** Counts what was lent, as the loads would have. */
  void countLent() {
    for (int height = 0; height < operands.size(); height++) {
      if (operands.get(height) instanceof Operand.Lent(int index, int site)) {
        Operand counted = new Operand.Variable(index, Kind.REFERENCE);
        writer.at(site);
        writer.account("hold", counted);
        operands.set(height, counted);
      }
    }
  }

  /** Brings everything to where a block expects it, which may keep it as a wider kind. */
  void flush(List<Kind> expected) {
    for (int height = 0; height < expected.size(); height++) {
      Operand operand = operands.get(height);
      Kind kind = expected.get(height).kept();
      if (!operand.equals(new Operand.Placed(height, kind))) {
        writer.loadAs(operand, kind);
        writer.store(new Use.Stack(height, kind), kind);
      }
    }
  }
}
