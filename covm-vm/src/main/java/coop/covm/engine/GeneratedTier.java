package coop.covm.engine;

import coop.covm.engine.DispatchLoop.Until;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import coop.covm.error.CovmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a machine with generated code where there is some, and with the interpreter where not: from
 * the start of a function and from the head of a loop code is entered; what it leaves, the
 * interpreter goes on with.
 */
final class GeneratedTier {
  /** Below, the interpreter finds the instruction at which the fuel ends. */
  private static final long LEAST_FUEL = 20_000;

  /** How many instructions are looked at, one by one, for a way into generated code. */
  private static final int STEPS = 2000;

  private final Machine machine;
  private final GeneratedClasses classes;

  GeneratedTier(Machine machine, GeneratedClasses classes) {
    this.machine = machine;
    this.classes = classes;
  }

  /**
   * Executes from where the machine is until the main program returns.
   *
   * @param atOnce whether to generate code at once, not only for what outlasts a slice of fuel
   */
  void run(boolean atOnce) {
    if (!atOnce && !classes.knows(machine.module.module)) {
      machine.meter.nextSlice(); // a run begins without one, which is no slice that was outlasted
      interpretSlice();
    }
    if (machine.finished) {
      return;
    }
    GeneratedClass generated = classes.of(machine.module.module, mainKinds());
    while (!machine.finished) {
      if (!enter(generated)) {
        seek(generated);
      }
    }
  }

  private void interpretSlice() {
    machine.stopsAtSlice = true;
    try {
      DispatchLoop.run(machine, Until.END);
    } finally {
      machine.stopsAtSlice = false;
    }
  }

  /** What the variables of the main program hold now: parameters of the run may be among them. */
  private List<Kind> mainKinds() {
    int base = machine.frames.depth() == 0 ? machine.base : machine.frames.base(0);
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < machine.module.functions[0].variables; i++) {
      kinds.add(machine.isSet(base + i) ? Kind.of(machine.value(base + i)) : Kind.NOTHING);
    }
    return kinds;
  }

  /** Interprets up to where code may be entered, but at least one instruction. */
  private void seek(GeneratedClass generated) {
    if (machine.meter.left() < LEAST_FUEL) {
      FusedLoop.runAll(machine);
      return;
    }
    for (int i = 0; i < STEPS; i++) {
      DispatchLoop.run(machine, Until.NEXT_INSTRUCTION);
      if (machine.finished || isWayIn(generated)) {
        return;
      }
    }
    interpretSlice();
  }

  private boolean isWayIn(GeneratedClass generated) {
    int function = machine.function.index;
    return generated.has(function)
        && (machine.pc == 0 || generated.kinds(function).blocks().isHeader(machine.pc));
  }

  /** Runs generated code from here; false if there is none, and then nothing was done. */
  private boolean enter(GeneratedClass generated) {
    if (machine.meter.left() < LEAST_FUEL || !isWayIn(generated)) {
      return false;
    }
    if (!holdsExpected(generated.kinds(machine.function.index))) {
      return false;
    }
    Optional<GeneratedEntry> entry = generated.entry(machine.function.index, machine.pc);
    if (entry.isEmpty()) {
      return false;
    }
    CompiledRun run = new CompiledRun(machine, generated, entry.get(), new CapturedFrame(machine));
    try {
      entry.get().enter(run);
    } catch (CovmException e) {
      machine.openCalls(run.trapped());
      throw e;
    }
    put(generated, run.left());
    machine.meter.lookAtClock();
    return run.entersAgain();
  }

  /** Whether the current frame holds what generated code expects there. */
  private boolean holdsExpected(FunctionKinds kinds) {
    LoadedFunction function = machine.function;
    for (int i = 0; i < function.variables; i++) {
      if (!fits(machine.base + i, kinds.variable(i).kept(), true)) {
        return false;
      }
    }
    List<Kind> stack = kinds.stackAt(machine.pc);
    for (int i = 0; i < stack.size(); i++) {
      if (!fits(machine.base + function.locals + i, stack.get(i).kept(), false)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(int slot, Kind expected, boolean mayBeUnset) {
    return expected == Kind.REFERENCE
        || (machine.isSet(slot) ? Kind.of(machine.value(slot)) == expected : mayBeUnset);
  }

  /** Makes frames that were left the innermost ones of the machine. */
  private void put(GeneratedClass generated, List<CapturedFrame> left) {
    machine.clearFrame();
    CapturedFrame outermost = left.getLast();
    machine.putFrame(outermost);
    for (int i = left.size() - 2; i >= 0; i--) {
      CapturedFrame frame = left.get(i);
      machine.pushFrame(frame);
      if (generated.isPlain(frame.function().index)) {
        machine.meter.hold(frame.function().frameBytes);
      }
    }
  }
}
