package coop.covm.engine;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.SourceLines;
import coop.covm.value.BooleanValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter's memory: one growing pair of arrays in which each frame is a window of
 * variables, hidden slots and stack. The arguments on the caller's stack become the first variables
 * of the callee where they lie.
 *
 * <p>A null reference means that the slot holds the number at the same place; that number is NaN,
 * which no program can make, if the slot is a variable that was not stored yet. Slots at and above
 * the stack pointer hold null, so pushing a number touches one array only.
 *
 * <p>What the slots hold is counted by the {@link Meter} in every method that moves a reference in
 * or out. Methods take the stack pointer (the first free slot) and return the new one.
 */
final class Machine {
  static final double UNSET = Double.NaN;

  /** How many words of code a call takes. */
  static final int CALL_WORDS = Opcode.CALL.length();

  final LoadedModule module;
  final Run run;
  final Meter meter;
  final CallFrames frames = new CallFrames();
  final NamedVariables named;
  final TransactionBlocks blocks;
  double[] numbers;
  @Nullable Value[] values;

  /** The function of the current frame. */
  LoadedFunction function;

  /** Where the current frame begins. */
  int base;

  /** Where the interpreter goes on; kept up to date only between slices of execution. */
  int pc;

  /** The first free slot; kept up to date only between slices of execution. */
  int sp;

  /** Whether the main program has returned. */
  boolean finished;

  /** Whether the interpreter pauses at the end of a slice of fuel. */
  boolean stopsAtSlice;

  Machine(LoadedModule module, Run run) {
    this.module = module;
    this.run = run;
    this.meter = run.meter();
    this.named = new NamedVariables(meter);
    this.blocks = new TransactionBlocks(this);
    this.function = module.functions[0];
    this.numbers = new double[Math.max(64, function.slots)];
    this.values = new @Nullable Value[numbers.length];
    enter(function, 0);
  }

  /** Makes the frame of a function the current one; its parameters are in their slots. */
  private void enter(LoadedFunction entered, int newBase) {
    function = entered;
    base = newBase;
    Arrays.fill(numbers, newBase + entered.parameters, newBase + entered.variables, UNSET);
    Arrays.fill(numbers, newBase + entered.variables, newBase + entered.locals, 0);
    sp = newBase + entered.locals;
  }

  /** Calls a function whose arguments lie on top of the stack. */
  void call(int index, int top, int next) {
    LoadedFunction callee = module.functions[index];
    run.checkCallDepth(frames.depth());
    meter.charge(Charges.elements(callee.slots)); // a frame's places are made empty
    meter.hold(callee.frameBytes);
    int newBase = top - callee.parameters;
    reserve(newBase + callee.slots);
    frames.push(function.index, next, base);
    enter(callee, newBase);
    pc = 0;
  }

  /** Ends the current frame and leaves its stack to the caller, if there is one. */
  void leave(int top) {
    if (frames.depth() == 0) {
      sp = top;
      finished = true;
      return;
    }
    int from = top - function.results;
    for (int i = base; i < from; i++) {
      clear(i);
    }
    for (int i = from, to = base; i < top; i++, to++) {
      move(i, to);
    }
    sp = base + function.results;
    meter.release(function.frameBytes);
    named.forget(frames.depth());
    int level = frames.depth() - 1;
    pc = frames.next(level);
    base = frames.base(level);
    function = module.functions[frames.function(level)];
    frames.pop();
  }

  /** Empties the current frame without counting, to be put back as it is then. */
  void clearFrame() {
    Arrays.fill(values, base, sp, null);
  }

  /** Makes the current frame, which is empty, one that was captured; its bytes are counted. */
  void putFrame(CapturedFrame frame) {
    reserve(base + function.slots);
    frame.copyTo(this, base);
    pc = frame.pc();
    sp = base + frame.places();
  }

  /** Puts a captured frame above the current one, which waits for its call at {@code pc}. */
  void pushFrame(CapturedFrame frame) {
    frames.push(function.index, pc + CALL_WORDS, base);
    function = frame.function();
    base = sp;
    putFrame(frame);
  }

  /**
   * Opens the calls that an error came through in generated code. Only where they are matters any
   * more, not what their frames hold.
   *
   * @param places innermost first, each an {@link InstructionPlace}; the last is in the current
   *     frame
   */
  void openCalls(List<Long> places) {
    for (int i = places.size() - 1; i >= 0; i--) {
      function = module.functions[InstructionPlace.function(places.get(i))];
      int at = InstructionPlace.offset(places.get(i));
      pc = at + 1; // as the interpreter has it while an instruction acts
      if (i > 0) {
        frames.push(function.index, at + CALL_WORDS, base);
      }
    }
  }

  private void reserve(int slots) {
    if (slots > numbers.length) {
      int length = Math.max(slots, numbers.length + (numbers.length >> 1));
      numbers = Arrays.copyOf(numbers, length);
      values = Arrays.copyOf(values, length);
    }
  }

  /** Moves a value downwards, or onto itself. */
  void move(int from, int to) {
    numbers[to] = numbers[from];
    Value value = values[from];
    if (value != null) {
      values[from] = null;
      values[to] = value;
    }
  }

  /** The value in a slot that is set. */
  Value value(int slot) {
    Value value = values[slot];
    return value == null ? NumberValue.of(numbers[slot]) : value;
  }

  boolean isSet(int slot) {
    return values[slot] != null || !Double.isNaN(numbers[slot]);
  }

  /** Empties a slot and lets go of what it held. */
  private void clear(int slot) {
    Value value = values[slot];
    if (value != null) {
      values[slot] = null;
      meter.release(Charges.weight(value));
    }
  }

  /** Replaces what a slot holds, which is counted. */
  void set(int slot, Value value) {
    Value old = values[slot];
    meter.hold(Charges.weight(value) - Charges.weight(old));
    place(slot, value);
  }

  /** Fills an empty slot without counting. */
  private void place(int slot, Value value) {
    if (value instanceof NumberValue number) {
      values[slot] = null;
      numbers[slot] = number.value();
    } else {
      values[slot] = value;
    }
  }

  int push(int top, Value value) {
    meter.hold(Charges.weight(value));
    place(top, value);
    return top + 1;
  }

  /** Pushes what another slot holds, which is set. */
  int copy(int top, int slot) {
    Value value = values[slot];
    if (value == null) {
      numbers[top] = numbers[slot];
    } else {
      meter.hold(Charges.weight(value));
      values[top] = value;
    }
    return top + 1;
  }

  /** Drops so many values. */
  int drop(int top, int count) {
    for (int i = top - count; i < top; i++) {
      clear(i);
    }
    return top - count;
  }

  /** Pops so many values and pushes a result. Nothing is popped if the result cannot be held. */
  int replace(int top, int count, Value result) {
    long weight = 0;
    for (int i = top - count; i < top; i++) {
      weight += Charges.weight(values[i]);
    }
    meter.hold(Charges.weight(result) - weight);
    for (int i = top - count; i < top; i++) {
      values[i] = null;
    }
    place(top - count, result);
    return top - count + 1;
  }

  /** Pops so many values and pushes a boolean. */
  int replace(int top, int count, boolean result) {
    int sunk = drop(top, count);
    values[sunk] = BooleanValue.of(result);
    return sunk + 1;
  }

  /** The values on the stack of the current frame, top last. */
  List<Value> stack(int top) {
    return values(base + function.locals, top);
  }

  /** The values in the slots from one up to, not including, another, which are set. */
  List<Value> values(int from, int to) {
    List<Value> list = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      list.add(value(i));
    }
    return list;
  }

  /** The names of the functions that run, innermost call first. */
  List<String> callNames() {
    List<String> names = new ArrayList<>();
    names.add(function.function.name());
    for (int level = frames.depth() - 1; level >= 0; level--) {
      names.add(module.functions[frames.function(level)].function.name());
    }
    return names;
  }

  /** Where the program's own functions are, innermost call first; the library has no places. */
  List<Trap.CallSite> calls(int at) {
    List<Trap.CallSite> calls = new ArrayList<>();
    for (int level = frames.depth(); level >= 0; level--) {
      LoadedFunction open = openFunction(level);
      if (!open.function.library()) {
        calls.add(site(open, openOffset(level, at)));
      }
    }
    return calls;
  }

  /** The line of the program's own text that is carried out, or that called the library. */
  int line(SourceLines lines) {
    int level = ownLevel();
    return lines.line(openFunction(level).function, openOffset(level, pc));
  }

  /** The function of the library that the program called, if one runs. */
  Optional<String> calledOfLibrary() {
    int level = ownLevel();
    return level == frames.depth()
        ? Optional.empty()
        : Optional.of(openFunction(level + 1).function.name());
  }

  /** The innermost level at which a function of the program's own is open. */
  private int ownLevel() {
    int level = frames.depth();
    while (openFunction(level).function.library()) {
      level--;
    }
    return level;
  }

  private LoadedFunction openFunction(int level) {
    return level == frames.depth() ? function : module.functions[frames.function(level)];
  }

  private int openOffset(int level, int at) {
    return level == frames.depth() ? at : frames.next(level) - 1;
  }

  /** Whether an instruction is in one of the program's own functions. */
  boolean isInOwnFunction(long place) {
    return !module.functions[InstructionPlace.function(place)].function.library();
  }

  Trap.CallSite site(long place) {
    return site(module.functions[InstructionPlace.function(place)], InstructionPlace.offset(place));
  }

  private static Trap.CallSite site(LoadedFunction function, int at) {
    var code = function.function.code();
    int place = code.placeOf(at);
    return new Trap.CallSite(function.function.name(), code.spanStart(place), code.spanEnd(place));
  }
}
