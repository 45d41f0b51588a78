package coop.covm.value;

/** Reads counts, indexes and places out of values. */
public final class Counts {
  private Counts() {}

  /**
   * The value as an integer from 0 to {@code max}.
   *
   * @throws ValueException {@code TypeMismatch} if the value is no number; {@code InvalidCount} if
   *     it is negative, fractional or larger than {@code max}
   */
  public static int of(String instruction, Value value, int max) {
    return (int) ofLong(instruction, value, max);
  }

  /** Like {@link #of(String, Value, int)}, for counts up to 2^53. */
  public static long ofLong(String instruction, Value value, long max) {
    if (!(value instanceof NumberValue number)) {
      throw new ValueException(
          ValueError.TYPE_MISMATCH,
          "%s takes a whole number, not a %s".formatted(instruction, value.type().label()));
    }
    if (!Numbers.isIntegral(number.value()) || number.value() < 0 || number.value() > max) {
      throw new ValueException(
          ValueError.INVALID_COUNT,
          "%s takes a whole number from 0 to %s, not %s".formatted(instruction, max, value));
    }
    return (long) number.value();
  }
}
