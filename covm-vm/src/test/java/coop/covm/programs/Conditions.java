package coop.covm.programs;

import coop.covm.engine.RunLimits;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Optional;
import java.util.Random;

/**
 * Under which a random program runs, the same for both engines.
 *
 * @param limits often tight, so that programs end everywhere
 * @param namespace without it relative keys are errors
 * @param given the parameter {@link ProgramWriter#GIVEN}
 * @param meanwhiles at how many of the first dumps another session changes {@link Stock#CONTENDED}
 * @param atOnce whether code is generated before the program begins, else after a first slice
 */
record Conditions(
    RunLimits limits,
    boolean namespace,
    boolean principal,
    boolean atomic,
    Value given,
    int meanwhiles,
    boolean atOnce) {
  /** Generated code is entered with this at least. */
  static final long FUEL_FOR_CODE = 20_000;

  private static final RunLimits AMPLE =
      new RunLimits(60_000, 1000, 64 << 10, 1 << 20, 64 << 10, Optional.empty());

  /** Those of the program of this seed. */
  static Conditions of(long seed) {
    Random random = new Random(~seed * 0xD1342543DE82EF95L);
    return new Conditions(
        limits(random),
        random.nextInt(60) > 0,
        random.nextBoolean(),
        random.nextInt(8) == 0,
        random.nextBoolean() ? StringValue.of("ana") : NumberValue.of(random.nextInt(5)),
        random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0,
        random.nextInt(4) > 0);
  }

  private static RunLimits limits(Random random) {
    return switch (random.nextInt(24)) {
      case 0 -> AMPLE.withFuel(1 + random.nextLong(1000));
      case 1, 2 -> AMPLE.withFuel(FUEL_FOR_CODE + random.nextLong(500));
      case 3 -> calls(1 + random.nextInt(12));
      case 4 -> bytes(16 + random.nextLong(400), AMPLE.heldBytes(), AMPLE.emittedBytes());
      case 5, 6 -> bytes(AMPLE.valueBytes(), 200 + random.nextLong(3000), AMPLE.emittedBytes());
      case 7 -> bytes(AMPLE.valueBytes(), AMPLE.heldBytes(), 1 + random.nextLong(400));
      default -> AMPLE;
    };
  }

  private static RunLimits calls(int calls) {
    return new RunLimits(
        AMPLE.fuel(),
        calls,
        AMPLE.valueBytes(),
        AMPLE.heldBytes(),
        AMPLE.emittedBytes(),
        Optional.empty());
  }

  private static RunLimits bytes(long value, long held, long emitted) {
    return new RunLimits(AMPLE.fuel(), AMPLE.callDepth(), value, held, emitted, Optional.empty());
  }

  Conditions withFuel(long fuel) {
    return new Conditions(
        limits.withFuel(fuel), namespace, principal, atomic, given, meanwhiles, atOnce);
  }
}
