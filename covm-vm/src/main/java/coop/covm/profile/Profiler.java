package coop.covm.profile;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.SourceLines;
import coop.covm.engine.Outcome;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.profile.Profile.FunctionCost;
import coop.covm.profile.Profile.LineCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures one run: counts instructions and fuel exactly, and takes the time of each instruction
 * with {@link System#nanoTime}. Memory is bounded by the size of the program, its open calls and a
 * thousand prefixes of keys.
 */
public final class Profiler implements Tracer {
  private final Module module;

  /** Of each function and offset, whether the instruction there reaches the store. */
  private final boolean[][] reachesStore;

  private final InstructionCounts counts;
  private final CallTimes calls;
  private final StorageCounts storage = new StorageCounts();
  private final long begunNanos = System.nanoTime();

  /** Where the instruction stands that runs now, or that ran last. */
  private int function;

  private int offset;
  private Optional<StorageAccess> access = Optional.empty();

  /** Whether an instruction runs now. */
  private boolean running;

  /** What the run had spent and changed before it, or by its end. */
  private long instructions;

  private long fuel;
  private long committedChanges;

  /** When it began, or ended. */
  private long atNanos;

  private long commits;
  private long retries;

  /** What belongs to no instruction: the transaction of an atomic run. */
  private LineCost outside = new LineCost(0, 0, 0, 0, 0);

  private Optional<Profile> profile = Optional.empty();

  /**
   * @param module the one whose run this will watch
   */
  public Profiler(Module module) {
    this.module = module;
    this.reachesStore =
        module.functions().stream().map(Profiler::reachesStore).toArray(boolean[][]::new);
    this.counts = new InstructionCounts(module);
    this.calls = new CallTimes(reachesStore.length);
  }

  private static boolean[] reachesStore(Function function) {
    boolean[] reaches = new boolean[function.code().length()];
    for (Instruction instruction : Instruction.all(function.code())) {
      reaches[instruction.offset()] = instruction.opcode().reachesStore();
    }
    return reaches;
  }

  @Override
  public void before(TracePoint point) {
    outside(0, point.fuel() - fuel, 0);
    function = point.functionIndex();
    offset = point.offset();
    instructions = point.instructions();
    fuel = point.fuel();
    committedChanges = point.committedChanges();
    access =
        reachesStore[function][offset]
            ? Optional.of(StorageAccess.before(point))
            : Optional.empty();
    running = true;
    atNanos = System.nanoTime();
  }

  @Override
  public void after(TracePoint point) {
    long elapsed = System.nanoTime() - atNanos;
    add(point.instructions(), point.fuel(), elapsed);
    access.ifPresent(done -> addAccess(done, point, elapsed));
    calls.move(point.depth(), point.functionIndex());
    running = false;
    atNanos = System.nanoTime();
  }

  @Override
  public void afterAtomic(TracePoint point, boolean committed) {
    long elapsed = System.nanoTime() - atNanos;
    outside(1, 0, elapsed);
    storage.addWholeRun(elapsed);
    commits += point.committedChanges() > committedChanges ? 1 : 0;
    retries += committed ? 0 : 1;
  }

  private void addAccess(StorageAccess done, TracePoint point, long elapsed) {
    storage.add(done, done.bytes(point), elapsed);
    commits += point.committedChanges() > committedChanges ? 1 : 0;
    committedChanges = point.committedChanges();
    retries += done.opcode() == Opcode.TRANSACTIONEND && point.offset() <= offset ? 1 : 0;
  }

  private void add(long instructionsNow, long fuelNow, long elapsed) {
    counts.add(function, offset, instructionsNow - instructions, fuelNow - fuel, elapsed);
    calls.add(elapsed);
    instructions = instructionsNow;
    fuel = fuelNow;
  }

  private void outside(long times, long moreFuel, long elapsed) {
    if (times + moreFuel > 0) {
      outside =
          new LineCost(
              0,
              outside.times() + times,
              0,
              outside.fuel() + moreFuel,
              outside.ownNanos() + elapsed);
    }
  }

  @Override
  public void ended(Outcome outcome) {
    long nowNanos = System.nanoTime();
    if (running) {
      // It has ended the run by an error.
      long elapsed = nowNanos - atNanos;
      add(outcome.instructions(), outcome.fuel(), elapsed);
      access.ifPresent(failed -> storage.add(failed, failed.givenBytes(), elapsed));
    }
    calls.end();
    profile =
        Optional.of(
            new Profile(
                nowNanos - begunNanos,
                clockNanos(),
                outcome.instructions(),
                outcome.fuel(),
                commits,
                retries,
                lines(),
                functions(),
                storage.operations(),
                storage.prefixes()));
  }

  /**
   * What the run cost.
   *
   * @throws IllegalStateException if it has not ended yet
   */
  public Profile profile() {
    return profile.orElseThrow(() -> new IllegalStateException("the run has not ended"));
  }

  private static long clockNanos() {
    int times = 10_000;
    long sum = 0;
    for (int i = 0; i < times; i++) {
      long before = System.nanoTime();
      sum += System.nanoTime() - before;
    }
    return sum / times;
  }

  private List<LineCost> lines() {
    List<LineCost> lines = counts.lines();
    if (outside.times() + outside.fuel() > 0) {
      lines.addFirst(outside);
    }
    return lines;
  }

  private List<FunctionCost> functions() {
    SourceLines source = SourceLines.of(module);
    List<FunctionCost> functions = new ArrayList<>();
    for (int index = 0; index < reachesStore.length; index++) {
      if (calls.calls(index) > 0) {
        Function called = module.functions().get(index);
        functions.add(
            new FunctionCost(
                called.name(),
                source.line(called, 0),
                calls.calls(index),
                counts.instructions(index),
                counts.fuel(index),
                calls.own(index),
                calls.total(index)));
      }
    }
    return functions;
  }
}
