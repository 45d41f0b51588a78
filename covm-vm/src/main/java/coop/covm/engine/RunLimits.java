package coop.covm.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bounds of a run.
 *
 * @param fuel instructions, and more by the size of what they touch
 * @param callDepth calls that are open at once: the call that makes one more fails
 * @param valueBytes of one value, as {@link coop.covm.value.Value#byteSize} counts
 * @param heldBytes held on stacks, in variables, unwritten changes and unshown emits together
 * @param emittedBytes of UTF-8 that the run emits in all, line ends included
 * @param wallClock how long it may take, if there is a bound
 */
public record RunLimits(
    long fuel,
    int callDepth,
    long valueBytes,
    long heldBytes,
    long emittedBytes,
    Optional<Duration> wallClock) {

  public static final RunLimits DEFAULT =
      new RunLimits(100_000_000L, 1_000, 16L << 20, 256L << 20, 64L << 20, Optional.empty());

  /** The largest call depth that can be asked for. */
  public static final int MAX_CALL_DEPTH = 1_000_000;

  public RunLimits withFuel(long other) {
    return new RunLimits(other, callDepth, valueBytes, heldBytes, emittedBytes, wallClock);
  }

  public RunLimits withWallClock(Duration other) {
    return new RunLimits(fuel, callDepth, valueBytes, heldBytes, emittedBytes, Optional.of(other));
  }

  /**
   * The limits that a run stated, but for its time, which is another each time; what it did not
   * state is as in {@link #DEFAULT}.
   */
  public static RunLimits ofStated(Map<String, Long> stated) {
    return new RunLimits(
        stated.getOrDefault("fuel", DEFAULT.fuel),
        (int) (long) stated.getOrDefault("callDepth", (long) DEFAULT.callDepth),
        stated.getOrDefault("valueBytes", DEFAULT.valueBytes),
        stated.getOrDefault("heldBytes", DEFAULT.heldBytes),
        stated.getOrDefault("emittedBytes", DEFAULT.emittedBytes),
        Optional.empty());
  }

  /** The limits by name, as a run states them in its commits; a bound that is not set is absent. */
  public Map<String, Long> stated() {
    Map<String, Long> stated = new LinkedHashMap<>();
    stated.put("fuel", fuel);
    stated.put("callDepth", (long) callDepth);
    stated.put("valueBytes", valueBytes);
    stated.put("heldBytes", heldBytes);
    stated.put("emittedBytes", emittedBytes);
    wallClock.ifPresent(time -> stated.put("wallClockMillis", time.toMillis()));
    return stated;
  }
}
