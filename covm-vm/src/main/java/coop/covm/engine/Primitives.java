package coop.covm.engine;

import coop.covm.bytecode.Template;
import coop.covm.value.BooleanValue;
import coop.covm.value.Counts;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What generated code calls besides the instructions' own methods: those it does in a quicker way,
 * and the counting of what is held. Each does what the interpreter does at the same instruction.
 */
final class Primitives {
  private Primitives() {}

  static Value box(double number) {
    return NumberValue.of(number);
  }

  // Numbers. Not a number stands for what the interpreter has to decide.

  static double modulo(double a, double b) {
    int x = (int) a;
    int y = (int) b;
    if (x == a && y == b && y != 0) {
      return x % y;
    }
    return b == 0 ? Double.NaN : a % b + 0.0;
  }

  static double floor(double a) {
    return Math.floor(a) + 0.0;
  }

  static double ceil(double a) {
    return Math.ceil(a) + 0.0;
  }

  static double round(double a) {
    return Math.rint(a) + 0.0;
  }

  /** The rounds of a loop. */
  static double rounds(double count) {
    return count >= 0 && count <= Numbers.MAX_EXACT_INTEGER && Math.rint(count) == count
        ? count
        : Double.NaN;
  }

  static double rounds(Value count) {
    return (double) Counts.ofLong("loop", count, (long) Numbers.MAX_EXACT_INTEGER);
  }

  // Comparison of any values.

  static boolean equal(CompiledRun c, Value a, Value b) {
    return ComparisonInstructions.equal(c.meter, a, b);
  }

  static boolean notEqual(CompiledRun c, Value a, Value b) {
    return !ComparisonInstructions.equal(c.meter, a, b);
  }

  static boolean less(CompiledRun c, Value a, Value b) {
    return ComparisonInstructions.compare(c.meter, "lt", a, b) < 0;
  }

  static boolean lessOrEqual(CompiledRun c, Value a, Value b) {
    return ComparisonInstructions.compare(c.meter, "le", a, b) <= 0;
  }

  static boolean greater(CompiledRun c, Value a, Value b) {
    return ComparisonInstructions.compare(c.meter, "gt", a, b) > 0;
  }

  static boolean greaterOrEqual(CompiledRun c, Value a, Value b) {
    return ComparisonInstructions.compare(c.meter, "ge", a, b) >= 0;
  }

  static boolean not(Value a) {
    return !holds(a);
  }

  /** Both conditions are looked at, so that a wrong type is never hidden by the other. */
  static boolean and(Value a, Value b) {
    boolean first = holds(a);
    boolean second = holds(b);
    return first && second;
  }

  static boolean or(Value a, Value b) {
    boolean first = holds(a);
    boolean second = holds(b);
    return first || second;
  }

  /** Whether a condition holds. */
  static boolean holds(Value value) {
    return value instanceof BooleanValue ? value == BooleanValue.TRUE : Operands.condition(value);
  }

  static boolean matches(CompiledRun c, Value value, int constant) {
    return ComparisonInstructions.equal(c.meter, value, c.literal(constant));
  }

  // Instructions that need more than the values they pop.

  static Value keys(CompiledRun c, Value map) {
    return CollectionInstructions.keys(c.meter, "keys", map);
  }

  static Value values(CompiledRun c, Value map) {
    return CollectionInstructions.values(c.meter, map);
  }

  static double size(CompiledRun c, Value container) {
    return number(CollectionInstructions.size(c.meter, container));
  }

  static double toNumber(CompiledRun c, Value value) {
    return number(ConversionInstructions.toNumber(c.meter, value));
  }

  private static double number(Value value) {
    return ((NumberValue) value).value();
  }

  static ListValue elements(CompiledRun c, Value container) {
    return CollectionInstructions.elements(c.meter, container);
  }

  static void assertTop(CompiledRun c, Value actual, Value expected) {
    CheckInstructions.assertEqual(c.meter, "the top value", actual, expected);
  }

  static void increment(CompiledRun c, Value amount, Value key, int function, int at) {
    StorageInstructions.increment(c.run, amount, key, InstructionPlace.of(function, at));
  }

  static void beginTransaction(CompiledRun c) {
    c.run.transactions().begin();
  }

  static void commitTransaction(CompiledRun c) {
    c.run.transactions().commit();
  }

  static void rollBackTransaction(CompiledRun c) {
    c.run.transactions().rollback();
  }

  static double now(CompiledRun c) {
    return NumberValue.of((double) c.run.request().nowSeconds()).value();
  }

  static Value fillText(CompiledRun c, Value[] holes, int template) {
    return filled(
        c, holes, OutputInstructions.fill(c.meter, template(c, template), List.of(holes)));
  }

  static Value fillKey(CompiledRun c, Value[] holes, int template) {
    return filled(c, holes, KeyInstructions.fill(c.meter, template(c, template), List.of(holes)));
  }

  private static Value filled(CompiledRun c, Value[] holes, Value text) {
    long weight = Charges.weight(text);
    for (Value hole : holes) {
      weight -= Charges.weight(hole);
    }
    c.meter.hold(weight);
    return text;
  }

  private static Template template(CompiledRun c, int index) {
    return c.module().module.templates().get(index);
  }

  // What is held.

  /** Counts a copy of a value. */
  static void hold(CompiledRun c, Value value) {
    c.meter.hold(Charges.weight(value));
  }

  /** Counts that a value is gone. */
  static void release(CompiledRun c, @Nullable Value value) {
    c.meter.release(Charges.weight(value));
  }

  /** Counts that values are gone, and that another is there. */
  static void replaced(CompiledRun c, Value result) {
    c.meter.hold(Charges.weight(result));
  }

  static void replaced(CompiledRun c, Value result, Value a) {
    c.meter.hold(Charges.weight(result) - Charges.weight(a));
  }

  static void replaced(CompiledRun c, Value result, Value a, Value b) {
    c.meter.hold(Charges.weight(result) - Charges.weight(a) - Charges.weight(b));
  }

  static void replaced(CompiledRun c, Value result, Value a, Value b, Value d) {
    c.meter.hold(
        Charges.weight(result) - Charges.weight(a) - Charges.weight(b) - Charges.weight(d));
  }

  /** Counts the frame that a call makes. */
  static void enter(CompiledRun c, int places) {
    c.meter.hold(Charges.SLOT_BYTES * places);
  }

  /** Counts that a frame is gone. */
  static void leave(CompiledRun c, int places) {
    c.meter.release(Charges.SLOT_BYTES * places);
  }

  /** Counts what a call charges for the places of its frame, which was taken from the local. */
  static void chargedBySize(CompiledRun c, int units) {
    c.meter.chargedBySize(units);
  }
}
