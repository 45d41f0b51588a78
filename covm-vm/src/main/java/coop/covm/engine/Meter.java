package coop.covm.engine;

import static coop.covm.engine.TrapCode.FUEL_EXHAUSTED;
import static coop.covm.engine.TrapCode.INTERRUPTED;
import static coop.covm.engine.TrapCode.MEMORY_EXHAUSTED;
import static coop.covm.engine.TrapCode.OUTPUT_TOO_LARGE;
import static coop.covm.engine.TrapCode.TIME_OUT;
import static coop.covm.engine.TrapCode.VALUE_TOO_LARGE;

import coop.covm.value.Value;
import java.time.Duration;
import java.util.Map;

/**
 * Counts what a run spends against its limits. Every method tests before it counts and throws a
 * {@link TrapException} when the limit would be passed.
 *
 * <p>Fuel is dealt out in slices, so that the hot path touches one counter; at the end of a slice
 * the clock and the thread's interrupt flag are looked at too.
 */
final class Meter {
  private static final long SLICE = 4096;

  /** For code that spends it as quickly as the interpreter spends the other. */
  private static final long LONG_SLICE = 16 * SLICE;

  private static final long SLICES_OF_LEAST = 8;

  private final RunLimits limits;
  private final long startNanos;
  private final long budgetNanos;

  /**
   * What is left of the slice. An engine subtracts what an instruction costs and, if that makes it
   * negative, calls {@link #nextSlice} before the instruction acts.
   */
  long slice;

  /** Fuel that is left behind the slice. */
  private long reserve;

  /** The part of the fuel spent that was charged by size. */
  private long sizeFuel;

  private long held;
  private long emitted;

  Meter(RunLimits limits) {
    this.limits = limits;
    this.reserve = Math.max(0, limits.fuel());
    this.startNanos = System.nanoTime();
    this.budgetNanos = limits.wallClock().map(Meter::nanos).orElse(Long.MAX_VALUE);
  }

  private static long nanos(Duration duration) {
    // Some 292 years are for ever.
    return duration.toSeconds() > Long.MAX_VALUE / 1_000_000_000L - 1
        ? Long.MAX_VALUE
        : duration.toNanos();
  }

  /** Takes what a negative slice owes from the reserve, and deals out a new slice. */
  void nextSlice() {
    long left = reserve + slice;
    if (left < 0) {
      reserve = 0;
      slice = 0;
      throw new TrapException(
          FUEL_EXHAUSTED,
          "the run has spent its fuel of %s units".formatted(limits.fuel()),
          Map.of("limit", Long.toString(limits.fuel())));
    }
    slice = Math.min(SLICE, left);
    reserve = left - slice;
    lookAtClock();
  }

  /**
   * Makes the slice larger for code that pays for several instructions at once.
   *
   * @param least what that code needs
   * @return false if so much is not left in all, and then the slice is as it was
   */
  boolean makeAmple(int least) {
    long left = reserve + slice;
    if (left < least) {
      return false;
    }
    slice = Math.min(left, Math.max(LONG_SLICE, SLICES_OF_LEAST * least));
    reserve = left - slice;
    return true;
  }

  /** Whether {@link #lookAtClock} would fail now. */
  boolean isStopped() {
    return Thread.currentThread().isInterrupted() || isLate();
  }

  private boolean isLate() {
    return budgetNanos != Long.MAX_VALUE && System.nanoTime() - startNanos >= budgetNanos;
  }

  /** Counts fuel as charged by size that was taken from the slice already. */
  void chargedBySize(int units) {
    sizeFuel += units;
  }

  /** How much fuel is left. */
  long left() {
    return reserve + slice;
  }

  /** How many bytes more can be held. */
  long room() {
    return limits.heldBytes() - held;
  }

  /** Charges an instruction for the size of what it touches; see {@link Charges}. */
  void charge(long units) {
    if (units > 0) {
      sizeFuel += Math.min(units, slice + reserve);
      slice -= units;
      if (slice < 0) {
        nextSlice();
      }
    }
  }

  /**
   * Fails when the run has used up its time or its thread was interrupted, which clears the flag.
   */
  void lookAtClock() {
    if (Thread.interrupted()) {
      throw new TrapException(INTERRUPTED, "the run was stopped from outside");
    }
    if (isLate()) {
      long millis = budgetNanos / 1_000_000;
      throw new TrapException(
          TIME_OUT,
          "the run took longer than %s ms".formatted(millis),
          Map.of("limitMillis", Long.toString(millis)));
    }
  }

  /** Fails when a value of this size may not be made or read. */
  void checkValue(long bytes) {
    if (bytes > limits.valueBytes()) {
      throw new TrapException(
          VALUE_TOO_LARGE,
          "a value of %s bytes is larger than the run allows, which is %s bytes"
              .formatted(bytes, limits.valueBytes()),
          Map.of("bytes", Long.toString(bytes), "limit", Long.toString(limits.valueBytes())));
    }
  }

  /** The largest value that the run may make or read, in bytes. */
  long valueBytes() {
    return limits.valueBytes();
  }

  /** Fails when the value may not be held at all; gives it back. */
  Value checked(Value value) {
    if (value.byteSize() > limits.valueBytes() && Charges.weight(value) > 0) {
      checkValue(value.byteSize());
    }
    return value;
  }

  /** Holds so many bytes more, or fewer if negative. */
  void hold(long bytes) {
    checkRoom(bytes);
    held += bytes;
  }

  /** Fails when so many bytes more cannot be held. */
  void checkRoom(long bytes) {
    if (bytes > 0 && bytes > limits.heldBytes() - held) {
      throw new TrapException(
          MEMORY_EXHAUSTED,
          "the run holds %s bytes and needs %s more than the %s that it may hold"
              .formatted(held, bytes - (limits.heldBytes() - held), limits.heldBytes()),
          Map.of("bytes", Long.toString(held), "limit", Long.toString(limits.heldBytes())));
    }
  }

  void release(long bytes) {
    held -= bytes;
  }

  /** Counts output of so many bytes. */
  void emit(long bytes) {
    if (bytes > limits.emittedBytes() - emitted) {
      throw new TrapException(
          OUTPUT_TOO_LARGE,
          "the run has emitted %s bytes and may emit %s; %s more do not fit"
              .formatted(emitted, limits.emittedBytes(), bytes),
          Map.of("bytes", Long.toString(emitted), "limit", Long.toString(limits.emittedBytes())));
    }
    emitted += bytes;
  }

  /** Forgets output that nobody will see. */
  void forgetEmitted(long bytes) {
    emitted -= bytes;
  }

  /** Goes back to what the run held earlier. */
  void restoreHeld(long bytes) {
    held = bytes;
  }

  /** What the run holds now, in bytes. */
  long held() {
    return held;
  }

  /** Fuel spent so far; all of it once it is exhausted. */
  long spent() {
    return Math.max(0, limits.fuel()) - reserve - slice;
  }

  /** Instructions so far: each costs one unit besides its size. */
  long instructions() {
    return spent() - sizeFuel;
  }
}
