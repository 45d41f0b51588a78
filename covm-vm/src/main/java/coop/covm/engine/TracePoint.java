package coop.covm.engine;

import coop.covm.bytecode.Disassembler;
import coop.covm.bytecode.Function;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.SourceLines;
import coop.covm.storage.KeyScope;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Where a run is, and what it has there, for a {@link Tracer} to look at. It moves with the run: it
 * may be asked during a call of the tracer only. Nothing is made before it is asked for.
 */
public final class TracePoint {
  private final Machine machine;
  private final Module module;
  private final SourceLines lines;

  TracePoint(Machine machine) {
    this.machine = machine;
    this.module = machine.module.module;
    this.lines = SourceLines.of(module);
  }

  /** The module that runs. */
  public Module module() {
    return module;
  }

  /** The function of the current frame. */
  public Function function() {
    return machine.function.function;
  }

  /** Its index in the module. */
  public int functionIndex() {
    return machine.function.index;
  }

  /**
   * Where in the function's code the next instruction begins; behind its last when the program has
   * ended.
   */
  public int offset() {
    return machine.pc;
  }

  /**
   * The source line of the instruction there, from 1; within the library that of the program's
   * call.
   */
  public int line() {
    return machine.line(lines);
  }

  /**
   * The instruction there.
   *
   * @throws IllegalArgumentException if the program has ended
   */
  public Instruction instruction() {
    return Instruction.at(function().code(), offset());
  }

  /**
   * The instruction there as the disassembler writes it, short however large its constant is.
   *
   * @throws IllegalArgumentException if the program has ended
   */
  public String text() {
    return Disassembler.instruction(module, function(), offset());
  }

  /** How many calls are open, 0 in the main program. */
  public int depth() {
    return machine.frames.depth();
  }

  /** How many values are on the stack of the frame. */
  public int height() {
    return machine.sp - machine.base - machine.function.locals;
  }

  /** The values at the top of the frame's stack, so many at most, top last. */
  public List<Value> top(int most) {
    return machine.values(machine.sp - Math.min(most, height()), machine.sp);
  }

  /**
   * What a variable of the frame holds, if it was stored yet.
   *
   * @param index in {@link Function#variables}
   */
  public Optional<Value> variable(int index) {
    int slot = machine.base + index;
    return machine.isSet(slot) ? Optional.of(machine.value(slot)) : Optional.empty();
  }

  /** How the keys that the program names resolve. */
  public KeyScope scope() {
    return machine.run.session().scope();
  }

  /** Whether a transaction is open. */
  public boolean inTransaction() {
    return machine.run.transactions().isOpen();
  }

  /** The revision that reads see. */
  public long revision() {
    return machine.run.session().view();
  }

  /** How many changes of keys the run's session has committed. */
  public long committedChanges() {
    return machine.run.session().committedChanges();
  }

  /** How many instructions the run has executed, as {@link Outcome#instructions} counts them. */
  public long instructions() {
    return machine.meter.instructions();
  }

  /** How much fuel the run has spent. */
  public long fuel() {
    return machine.meter.spent();
  }
}
