package coop.covm.engine.classes;

import coop.covm.bytecode.Instruction;
import coop.covm.engine.kinds.FunctionKinds;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways out of generated code: back to the interpreter, and those of errors. Each is a number;
 * where everything is then, a list of all exits says. They are written behind the function's code.
 */
final class Exits {
  private final CodeWriter writer;
  private final FunctionKinds kinds;
  private final Fuel fuel;
  private final int firstSite;
  private final List<ExitSite> sites;
  private final Label common;
  private final boolean apart;
  private final Way way;
  private boolean commonIsUsed;

  /** Writes how the code is left. */
  @FunctionalInterface
  interface Way {
    /**
     * @param loadExit loads the exit's number
     */
    void write(Runnable loadExit);
  }

  private final List<Runnable> later = new ArrayList<>();

  /**
   * @param sites takes all exits
   * @param firstSite the number of the first in this list
   * @param apart whether each exit is written apart, which makes quicker code and more of it
   * @param way writes how the code is left
   */
  Exits(
      CodeWriter writer,
      FunctionKinds kinds,
      Fuel fuel,
      List<ExitSite> sites,
      int firstSite,
      boolean apart,
      Way way) {
    this.apart = apart;
    this.way = way;
    this.firstSite = firstSite;
    this.writer = writer;
    this.kinds = kinds;
    this.fuel = fuel;
    this.sites = sites;
    this.common = writer.code().newLabel();
  }

  /** Has something written behind the function's code. */
  void later(Runnable writing) {
    later.add(writing);
  }

  /** Writes all that was put off, which may put off more, and then what exits have in common. */
  void write() {
    for (int i = 0; i < later.size(); i++) {
      later.get(i).run();
    }
    later.clear();
    if (commonIsUsed) {
      writer.code().labelBinding(common);
      way.write(writer::loadExit);
    }
  }

  /** The exit where the interpreter does an instruction that was paid for. */
  int before(Instruction instruction, List<Operand> stack) {
    return add(
        new ExitSite(
            kinds.index(),
            instruction.offset(),
            fuel.paid(instruction),
            fuel.later(instruction),
            stack,
            List.of(),
            false));
  }

  /** Where an error of an instruction comes from, which was paid for. */
  int error(Instruction instruction) {
    return add(
        new ExitSite(
            kinds.index(),
            instruction.offset(),
            0,
            fuel.later(instruction),
            List.of(),
            List.of(),
            false));
  }

  /** The exit to an offset where nothing behind was paid for. */
  int to(int offset, List<Operand> stack) {
    return add(new ExitSite(kinds.index(), offset, 0, 0, stack, List.of(), false));
  }

  /**
   * The exit at a call, of which the frame waits for it or goes on behind it.
   *
   * @param stack what is on the stack behind it
   * @param waiting what is below its parameters
   */
  int call(Instruction call, List<Operand> stack, List<Operand> waiting) {
    return add(
        new ExitSite(kinds.index(), call.offset(), 0, fuel.later(call), stack, waiting, true));
  }

  private int add(ExitSite site) {
    sites.add(site);
    return firstSite + sites.size() - 1;
  }

  /** Leaves by an exit from a label, to which numbers on the JVM's stack may come. */
  void leaveLater(Label label, int site, int numbers) {
    later(() -> {
      CodeBuilder code = writer.code().labelBinding(label);
      for (int i = 0; i < numbers; i++) {
        code.pop2();
      }
      leave(site);
    });
  }

  /** Leaves by an exit; with its complement where the meter has what is left of the fuel. */
  void leave(int site) {
    if (apart) {
      way.write(() -> writer.code().loadConstant(site));
    } else {
      commonIsUsed = true;
      writer.at(site);
      writer.code().goto_(common);
    }
  }

  /** Whether each exit is written apart. */
  boolean areApart() {
    return apart;
  }
}
