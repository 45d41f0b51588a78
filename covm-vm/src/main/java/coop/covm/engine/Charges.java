package coop.covm.engine;

import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What instructions cost by the size of what they touch, besides {@code Opcode.fuel()}, and how
 * much values weigh. Both engines charge by this class, so they stop at the same place.
 *
 * <p>A unit of fuel is charged for each full 64 bytes of text and each full 8 elements. What is
 * read only to be copied counts once. Where a list or map is looked at with all that is in it, the
 * 64 bytes of {@link Value#byteSize} count, which is never less than by its elements.
 */
final class Charges {
  /** What a frame costs for each variable, hidden slot and place of its stack. */
  static final long SLOT_BYTES = 16;

  /** What a variable with a popped name, unknown to the compiler, costs besides its name. */
  static final long NAMED_VARIABLE_BYTES = 64;

  /** What a line or event that waits for its commit costs besides its text. */
  static final long WAITING_OUTPUT_BYTES = 32;

  /** What the remembered place of a key's last increment costs besides the key. */
  static final long INCREMENT_PLACE_BYTES = 64;

  /**
   * Fuel for reading an identity, which takes as long as reading a value of so many times 64 bytes.
   */
  static final long IDENTITY = 64;

  /**
   * Fuel for verifying a signature. It takes 50 to 600 microseconds, by the machine; an instruction
   * of the interpreter takes some 5 nanoseconds. So the fuel of a run bounds its time as it does
   * without signatures, to an order of magnitude.
   */
  static final long VERIFICATION = 10_000;

  private Charges() {}

  /** Fuel for so many bytes read or made. */
  static long bytes(long bytes) {
    return bytes >> 6;
  }

  /** Fuel for so many elements read or made. */
  static long elements(long elements) {
    return elements >> 3;
  }

  /** Fuel for reading a value with all that is in it. */
  static long deep(Value value) {
    return bytes(value.byteSize());
  }

  /** Fuel for comparing two values for equality: at most the smaller one is read. */
  static long equality(Value a, Value b) {
    return bytes(Math.min(a.byteSize(), b.byteSize()));
  }

  /** Fuel for finding or counting code points; free where each is one byte. */
  static long codePoints(StringValue text) {
    return isAscii(text) ? 0 : bytes(text.byteSize());
  }

  /** Fuel for sorting: a list of n elements is read about log2(n) times. */
  static long sort(ListValue list) {
    return deep(list) * (Integer.SIZE - Integer.numberOfLeadingZeros(list.size()));
  }

  /** Fuel for copying the elements or entries of a list or map, but not what is in them. */
  static long copy(Value container) {
    return switch (container) {
      case ListValue list -> elements(list.size());
      case MapValue map -> elements(map.size());
      default -> 0;
    };
  }

  static boolean isAscii(StringValue text) {
    return text.value().length() == text.byteSize();
  }

  /**
   * How many bytes a value adds to what the run holds, besides the slot that holds it: nothing for
   * numbers (a null reference stands for one), booleans and null.
   */
  static long weight(@Nullable Value value) {
    if (value == null || value instanceof NumberValue) {
      return 0;
    }
    // Not value.byteSize() for all: calls and switches that go by the class take far longer.
    if (value instanceof StringValue text) {
      return text.byteSize();
    }
    if (value instanceof MapValue map) {
      return map.byteSize();
    }
    if (value instanceof ListValue list) {
      return list.byteSize();
    }
    return value instanceof DecimalValue decimal ? decimal.byteSize() : 0;
  }
}
