package coop.covm.engine.classes;

/**
 * What generated code may still do, in one word, so that one test of a local sees the end of any of
 * it.
 *
 * <pre>
 * bits 31 to 21  how many calls more may be open; negative at the end
 * bits 20 to 0   what is left of the slice of fuel, less what the code must have to go on to the
 *                next loop or call; negative at the end
 * </pre>
 *
 * Both are two's complement, and what the lower one borrows from the upper comes back with it.
 */
public final class Allowance {
  /** One call more. */
  public static final int CALL = 1 << 21;

  /** The most calls that fit. */
  public static final int MOST_CALLS = 1023;

  /** The most fuel that fits. */
  public static final int MOST_FUEL = (1 << 20) - 1;

  /** Set when the fuel has come to its end. */
  public static final int NO_FUEL = 1 << 20;

  /** Set when there may be no call. */
  public static final int NO_CALL = 1 << 31 | NO_FUEL;

  /** Nothing at all, so the code has to be left. */
  public static final int NOTHING = NO_CALL;

  private static final int FUEL_BITS = 21;

  private Allowance() {}

  public static int of(int calls, int fuel) {
    return calls * CALL + fuel;
  }

  /** What is left of the fuel. */
  public static int fuel(int allowance) {
    return allowance << (Integer.SIZE - FUEL_BITS) >> (Integer.SIZE - FUEL_BITS);
  }

  /** How many calls more may be open. */
  public static int calls(int allowance) {
    return (allowance - fuel(allowance)) >> FUEL_BITS;
  }
}
