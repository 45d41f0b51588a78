package coop.covm.programs;

import coop.covm.bytecode.Module;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Runs a program in the plainest way and by both engines, and tells in what they differ. */
final class Comparison {
  private final Laboratory laboratory;

  Comparison(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /**
   * What two runs differ in.
   *
   * @param thrown the class of what an engine threw, if it did not end as a run should
   */
  record Difference(Conditions conditions, String text, Optional<String> thrown) {
    /** Whether the other is of the same sort, and so perhaps of the same cause. */
    boolean isLike(Difference other) {
      return thrown.equals(other.thrown);
    }
  }

  /** How the runs of a program ended, and whether they differed. */
  record Result(String end, Optional<Difference> difference) {}

  /** Compares the runs of the program of a seed, where fuel may end it once more in the middle. */
  Result compare(long seed, Module module, Conditions conditions) {
    Observation expected = laboratory.referred(module, conditions);
    Optional<Difference> difference = difference(expected, module, conditions);
    long room = expected.fuel() - Conditions.FUEL_FOR_CODE;
    if (difference.isEmpty() && room > 0 && seed % 2 == 0) {
      long fuel = Conditions.FUEL_FOR_CODE + new Random(seed).nextLong(room);
      difference = difference(module, conditions.withFuel(fuel));
    }
    return new Result(expected.end(), difference);
  }

  /** In what the runs of a program differ; nothing if it does not compile. */
  Optional<Difference> difference(String program, Conditions conditions) {
    return Laboratory.compiled(program).flatMap(module -> difference(module, conditions));
  }

  private Optional<Difference> difference(Module module, Conditions conditions) {
    return difference(laboratory.referred(module, conditions), module, conditions);
  }

  private Optional<Difference> difference(
      Observation expected, Module module, Conditions conditions) {
    return difference(expected, conditions, () -> laboratory.interpreted(module, conditions))
        .or(() -> difference(expected, conditions, () -> laboratory.generated(module, conditions)));
  }

  private static Optional<Difference> difference(
      Observation expected, Conditions conditions, Supplier<Observation> run) {
    Observation seen;
    try {
      seen = run.get();
    } catch (RuntimeException | Error e) {
      return Optional.of(
          new Difference(conditions, e.toString(), Optional.of(e.getClass().getName())));
    }
    String text = expected.difference(seen);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Difference(conditions, text, Optional.empty()));
  }
}
