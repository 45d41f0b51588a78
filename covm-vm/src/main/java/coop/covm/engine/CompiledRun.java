package coop.covm.engine;

import coop.covm.engine.classes.Allowance;
import coop.covm.engine.classes.ExitSite;
import coop.covm.engine.classes.Lending;
import coop.covm.engine.classes.ModuleClass;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What generated code shares with the engine from where it is entered until it is left: the meter,
 * what several results are handed over in, and the frames on their way back to the interpreter.
 *
 * <p>Generated code keeps its {@link Allowance} in a local of the JVM, and pays for several
 * instructions at once. Before something that charges by itself the {@link Meter} gets what is
 * left, and the code fetches it again behind it. An exit has a number; its complement says that the
 * meter has what is left.
 */
final class CompiledRun {
  /** Calls on the JVM's stack, which is not made for more: some 100 to 500 bytes each. */
  private static final int MOST_CALLS = 600;

  /** Places of frames on the JVM's stack. */
  private static final int MOST_PLACES = 8192;

  /** After so many the JVM has compiled an entry. */
  private static final int ENTRIES_TO_WARM = 2000;

  /** After so many slices in a loop of a called function, entering it pays. */
  private static final int SLICES_TO_ENTER = 64;

  final Run run;
  final Meter meter;
  final CapturedFrame entered;

  /** What a function has left of its allowance when it returns. */
  int allowance;

  /** Whether the code is being left. */
  boolean leaving;

  private final Machine machine;
  private final GeneratedClass generated;
  private final GeneratedEntry entry;
  private final int least;

  /** Up to how many bytes held a few values more surely fit. */
  private final long roomyUpTo;

  /** Results of a function that has several. */
  private final double[] numbers;

  private final @Nullable Value[] values;

  private final List<CapturedFrame> left = new ArrayList<>();
  private final List<Long> trapped = new ArrayList<>();
  private boolean entersAgain;

  /** How many calls there may still be, while the meter has the fuel. */
  private int calls;

  /** The loop in which the last slice ended, and how many in a row before ended there too. */
  private long lastPlace = -1;

  private int slicesInPlace;

  /**
   * @param entered the frame that is entered
   */
  CompiledRun(
      Machine machine, GeneratedClass generated, GeneratedEntry entry, CapturedFrame entered) {
    this.machine = machine;
    this.run = machine.run;
    this.meter = machine.meter;
    this.generated = generated;
    this.entry = entry;
    this.entered = entered;
    this.least = generated.least();
    RunLimits limits = run.request().limits();
    this.roomyUpTo =
        limits.valueBytes() > limits.heldBytes() / (Lending.MOST + 1)
            ? -1
            : limits.heldBytes() - (Lending.MOST + 1) * limits.valueBytes();
    this.numbers = new double[generated.mostResults()];
    this.values = new @Nullable Value[generated.mostResults()];
  }

  // What the engine asks afterwards.

  /** The frames that were left, innermost first. */
  List<CapturedFrame> left() {
    return left;
  }

  /** Where an error came through, innermost first, each an {@link InstructionPlace}. */
  List<Long> trapped() {
    return trapped;
  }

  /** Whether the code was left only to be entered again at once. */
  boolean entersAgain() {
    return entersAgain;
  }

  LoadedModule module() {
    return machine.module;
  }

  // The allowance.

  /**
   * What the code that is entered may do. Beyond, the interpreter goes on, or says why not.
   *
   * @param plain whether it is a plain function that is entered, see {@link ModuleClass#isPlain}
   */
  int allowance(boolean plain) {
    int allowed = run.request().limits().callDepth() - machine.frames.depth();
    int fit = MOST_PLACES / generated.mostPlaces();
    int most = Math.min(allowed, Math.min(MOST_CALLS, fit));
    calls = plain ? (int) Math.min(most, roomForPlain()) : most;
    return end();
  }

  /** How many frames of plain functions can be held, which are not counted one by one. */
  private long roomForPlain() {
    return meter.room() / (Charges.SLOT_BYTES * generated.mostPlaces());
  }

  /** Whether there is room for the frame of a plain function that another one calls. */
  boolean mayBePlain(int before) {
    return Allowance.calls(before) >= 0 && roomForPlain() > 0;
  }

  /** What such a call may do. */
  int plain(int before) {
    int most = (int) Math.min(Allowance.calls(before), roomForPlain() - 1);
    return Allowance.of(most, Allowance.fuel(before));
  }

  /** What the caller may do behind it. */
  int notPlain(int behind, int before) {
    return behind == Allowance.NOTHING
        ? Allowance.NOTHING
        : Allowance.of(Allowance.calls(before), Allowance.fuel(behind));
  }

  /** Gives what is left of the fuel to the meter, before something that charges. */
  void begin(int left) {
    calls = Allowance.calls(left);
    meter.slice = (long) Allowance.fuel(left) + least;
  }

  /** Fetches what is left, and more if that is not enough; over if the code has to be left. */
  int end() {
    if (meter.slice < least) {
      if (!meter.makeAmple(least)) {
        return Allowance.NOTHING;
      }
      meter.lookAtClock();
    }
    return Allowance.of(calls, (int) (meter.slice - least));
  }

  /** The same where the code has what is left; fails never. */
  int more(int left) {
    if (leaving) {
      return Allowance.NOTHING;
    }
    begin(left);
    if (meter.slice < least && (!meter.makeAmple(least) || meter.isStopped())) {
      return Allowance.NOTHING;
    }
    return Allowance.of(calls, (int) (meter.slice - least));
  }

  /**
   * Like {@link #more} at the head of a loop, where the code may be left to be entered again.
   *
   * @param site the exit there
   * @param wasEntered 1 if the interpreter entered this function, 0 if generated code called it
   */
  int around(int left, int site, int wasEntered) {
    int more = more(left);
    if (more == Allowance.NOTHING || !isBetterEntered(site(site), wasEntered == 1)) {
      return more;
    }
    entersAgain = true;
    return Allowance.NOTHING;
  }

  /**
   * Whether a loop that outlasts a slice should be left and entered again: what the JVM compiles
   * while a method runs is slower for ever than what it compiles for its calls, and it compiles
   * those only after many of them.
   */
  private boolean isBetterEntered(ExitSite site, boolean wasEntered) {
    long place = InstructionPlace.of(site.function(), site.offset());
    slicesInPlace = place == lastPlace ? slicesInPlace + 1 : 0;
    lastPlace = place;
    int times = generated.timesEntered(site.function(), site.offset());
    return wasEntered
        ? times < ENTRIES_TO_WARM
        : slicesInPlace >= (times < ENTRIES_TO_WARM ? 1 : SLICES_TO_ENTER);
  }

  /** Whether values may be lent, see {@link coop.covm.engine.classes.Lending}. */
  boolean isRoomy() {
    return meter.held() <= roomyUpTo;
  }

  // Ways out.

  private ExitSite site(int number) {
    return number < ModuleClass.FIRST_SITE_OF_ENTRY
        ? generated.site(number)
        : entry.site(number - ModuleClass.FIRST_SITE_OF_ENTRY);
  }

  /**
   * Takes a frame that is left. The first is where the interpreter goes on; each other one waits
   * for a call.
   *
   * @param exit the number, or its complement
   * @param left of the allowance
   */
  CapturedFrame capture(int exit, int left) {
    ExitSite site = site(exit < 0 ? ~exit : exit);
    LoadedFunction function = machine.module.functions[site.function()];
    boolean waits = leaving;
    if (!leaving) {
      leaving = true;
      if (exit >= 0) {
        begin(left);
      }
      meter.slice += site.paid();
    }
    allowance = Allowance.NOTHING;
    CapturedFrame frame =
        new CapturedFrame(
            machine.module,
            function,
            site.call() && !waits ? site.offset() + Machine.CALL_WORDS : site.offset(),
            waits ? site.waiting() : site.stack());
    this.left.add(frame);
    return frame;
  }

  /**
   * Notes where an error came through.
   *
   * @param exit the number, or its complement
   * @param left of the allowance
   */
  void trapped(int exit, int left) {
    ExitSite site = site(exit < 0 ? ~exit : exit);
    if (exit >= 0 && trapped.isEmpty()) {
      begin(left);
      meter.slice += site.later();
    }
    trapped.add(InstructionPlace.of(site.function(), site.offset()));
  }

  // Constants and results.

  /** A constant of the module. */
  Value literal(int index) {
    return machine.module.constant(index);
  }

  /** Counts that a constant is pushed. */
  void constant(int index) {
    meter.hold(Charges.weight(meter.checked(literal(index))));
  }

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
