package coop.covm.engine;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What generated code shares with the engine during one run: the meter, what several results are
 * handed over in, and the frames that are on their way back to the interpreter.
 *
 * <p>Generated code keeps the rest of a slice of fuel in a local of the JVM, charged by blocks.
 * Before something that charges by itself the local is given to the {@link Meter}, and fetched
 * again behind it.
 */
final class CompiledRun {
  /** What the local holds when the code is being left: less than any block needs. */
  static final int LEFT = -1;

  /** The JVM's stack is not made for more: about 100 to 500 bytes a call, and 16 a place. */
  static final int MOST_CALLS = 600;

  static final int MOST_PLACES = 8192;

  /** After so many the JVM has compiled an entry. */
  private static final int ENTRIES_TO_WARM = 2000;

  /** After so many slices in a loop of a called function, entering it pays. */
  private static final int SLICES_TO_ENTER = 64;

  final Machine machine;
  final Run run;
  final Meter meter;
  final GeneratedClass generated;

  /** What a function has left of the slice when it returns. */
  int fuel;

  /** Results of a function that has several, by their place. */
  final double[] numbers;

  final @Nullable Value[] values;

  /** The frame that is being entered. */
  CapturedFrame entered;

  /** The frames that were left, innermost first. */
  final List<CapturedFrame> left = new ArrayList<>();

  /** Where an error came through, innermost first, each an {@link InstructionPlace}. */
  final List<Long> trapped = new ArrayList<>();

  /** The loop in which the last slice ended, and how many more ended there in a row before. */
  private long lastPlace = -1;

  private int slicesInPlace;

  /** Whether the code is being left. */
  boolean leaving;

  /** Whether it was left only to be entered again at once. */
  boolean entersAgain;

  CompiledRun(Machine machine, GeneratedClass generated, CapturedFrame entered) {
    this.machine = machine;
    this.run = machine.run;
    this.meter = machine.meter;
    this.generated = generated;
    this.entered = entered;
    this.numbers = new double[generated.mostResults()];
    this.values = new @Nullable Value[generated.mostResults()];
  }

  /** How many calls more may be open above the frame that is entered. */
  int calls() {
    return Math.min(MOST_CALLS, run.request().limits().callDepth() - machine.frames.depth());
  }

  /** How many places the frames above the one that is entered may have. */
  int places() {
    return places(MOST_PLACES);
  }

  /** How many places frames may have that are not counted as held one by one. */
  int places(int most) {
    return (int) Math.min(most, meter.room() / Charges.SLOT_BYTES);
  }

  /** Gives what is left of the slice to the meter, before something that charges. */
  void begin(int left) {
    meter.slice = left;
  }

  /**
   * Fetches what is left of the slice, and more if that is not enough.
   *
   * @param least what the code needs to go on
   * @return at least so much; or {@link #LEFT} if that much is not left in all, or if the code is
   *     being left
   */
  int end(int least) {
    long left = meter.slice;
    return left >= least ? (int) left : leaving ? LEFT : meter.ample(least);
  }

  /** Like {@link #end} where the code has what is left. */
  int more(int left, int least) {
    if (leaving) {
      return LEFT;
    }
    meter.slice = left;
    return meter.ample(least);
  }

  /** Like {@link #more} at the head of a loop, where the code may be left to be entered again. */
  int around(int left, int least, int function, int pc, int entry) {
    int more = more(left, least);
    if (more == LEFT || !isBetterEntered(InstructionPlace.of(function, pc), entry)) {
      return more;
    }
    entersAgain = true;
    return LEFT;
  }

  /**
   * Whether a loop that outlasts a slice should be left and entered again: what the JVM compiles
   * while a method runs is slower for ever than what it compiles for its calls, and it compiles
   * those only after many of them.
   */
  private boolean isBetterEntered(long place, int entry) {
    slicesInPlace = place == lastPlace ? slicesInPlace + 1 : 0;
    lastPlace = place;
    int times =
        generated.timesEntered(InstructionPlace.function(place), InstructionPlace.offset(place));
    return entry == 0
        ? slicesInPlace >= (times < ENTRIES_TO_WARM ? 1 : SLICES_TO_ENTER)
        : times < ENTRIES_TO_WARM;
  }

  /**
   * Takes a frame that is left. The first is where the run goes on; each other one waits for the
   * call that it makes at {@code pc}.
   *
   * @param left of the slice; negative if the meter has it already
   */
  CapturedFrame capture(int function, int pc, int left) {
    CapturedFrame frame = frame(function, pc);
    if (!leaving) {
      leaving = true;
      if (left >= 0) {
        meter.slice = left;
      }
    }
    fuel = LEFT;
    this.left.add(frame);
    return frame;
  }

  private CapturedFrame frame(int function, int pc) {
    LoadedFunction loaded = machine.module.functions[function];
    List<Kind> stack = generated.kinds(function).stackAt(pc);
    int height = stack.size();
    if (leaving) {
      Instruction call = Instruction.at(loaded.function.code(), pc);
      height -= machine.module.functions[call.immediate(Immediate.FUNCTION)].parameters;
    }
    return new CapturedFrame(loaded, pc, stack.subList(0, height));
  }

  /**
   * Notes where an error came through.
   *
   * @param at the offset of the instruction; its complement if the meter has what is left
   */
  void trapped(int function, int at, int left) {
    if (at >= 0 && trapped.isEmpty()) {
      meter.slice = (long) left + generated.function(function).later()[at];
    }
    trapped.add(InstructionPlace.of(function, at < 0 ? ~at : at));
  }

  /** A constant of the module. */
  Value literal(int index) {
    return machine.module.constant(index);
  }

  /** Counts that a constant is pushed. */
  void constant(int index) {
    meter.hold(Charges.weight(meter.checked(literal(index))));
  }

  // Results of a function that has several.

  void result(int place, double number) {
    numbers[place] = number;
  }

  void result(int place, int truth) {
    numbers[place] = truth;
  }

  void result(int place, Value value) {
    values[place] = value;
  }

  double numberResult(int place) {
    return numbers[place];
  }

  int truthResult(int place) {
    return (int) numbers[place];
  }

  @Nullable Value valueResult(int place) {
    return values[place];
  }
}
