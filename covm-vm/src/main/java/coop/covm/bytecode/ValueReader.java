package coop.covm.bytecode;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the constants of a {@link ModuleFile}. */
final class ValueReader {
  /** Bytes of the unscaled value: enough for {@link DecimalValue#MAX_DIGITS} digits and a sign. */
  private static final int UNSCALED_BYTES = 15;

  private final ByteReader in;
  private long bytesLeft = ModuleLimits.CONSTANT_BYTES;

  ValueReader(ByteReader in) {
    this.in = in;
  }

  /** The next constant. */
  Value read() {
    return read(0);
  }

  /**
   * @param depth how many lists and maps are around it
   */
  private Value read(int depth) {
    int start = in.offset();
    int tag = in.octet("a constant");
    return switch (tag) {
      case ValueTag.NULL -> counted(start, NullValue.NULL);
      case ValueTag.FALSE -> counted(start, BooleanValue.FALSE);
      case ValueTag.TRUE -> counted(start, BooleanValue.TRUE);
      case ValueTag.NUMBER -> counted(start, number(start));
      case ValueTag.DECIMAL -> counted(start, decimal(start));
      case ValueTag.STRING -> counted(start, StringValue.of(text()));
      case ValueTag.LIST -> list(start, depth);
      case ValueTag.MAP -> map(start, depth);
      default -> throw ModuleFile.damaged(start, "no type of value has the number " + tag);
    };
  }

  private String text() {
    return in.text("a string", ModuleLimits.FILE_BYTES);
  }

  private Value number(int start) {
    long bits = in.bits("a number");
    double value = Double.longBitsToDouble(bits);
    if (!Double.isFinite(value) || bits == Double.doubleToRawLongBits(-0.0)) {
      throw ModuleFile.damaged(start, "a number is not finite, or is negative zero");
    }
    return NumberValue.of(value);
  }

  private Value decimal(int start) {
    int scale = in.signed("the scale of a decimal");
    byte[] unscaled = in.bytes("a decimal", UNSCALED_BYTES);
    if (unscaled.length == 0
        || Math.abs((long) scale) > DecimalValue.MAX_EXPONENT
        || !Arrays.equals(new BigInteger(unscaled).toByteArray(), unscaled)) {
      throw ModuleFile.damaged(start, "a decimal is not written as decimals are");
    }
    BigDecimal value = new BigDecimal(new BigInteger(unscaled), scale);
    try {
      DecimalValue decimal = DecimalValue.of(value);
      // The value is the same; a decimal chooses its scale where several would do.
      if (decimal.value().scale() == scale) {
        return decimal;
      }
    } catch (ValueException e) {
      throw ModuleFile.damaged(start, e.getMessage());
    }
    throw ModuleFile.damaged(start, "a decimal is not written in its only form");
  }

  private Value list(int start, int depth) {
    int size = size(start, "elements", depth, 1);
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(read(depth + 1));
    }
    return ListValue.of(elements);
  }

  private Value map(int start, int depth) {
    int size = size(start, "entries", depth, 2);
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      int entry = in.offset();
      String key = text();
      count(entry, StringValue.of(key).byteSize());
      if (entries.put(key, read(depth + 1)) != null) {
        throw ModuleFile.damaged(entry, "a map has a key twice");
      }
    }
    return MapValue.of(entries);
  }

  private int size(int start, String what, int depth, int smallest) {
    if (depth >= Value.MAX_NESTING) {
      throw ModuleFile.damaged(start, "a constant nests deeper than " + Value.MAX_NESTING);
    }
    int size = in.count(what, ModuleLimits.FILE_BYTES, smallest);
    // As Value.byteSize counts: 8 for the whole and 8 for each element.
    count(start, 8L + 8L * size);
    return size;
  }

  private Value counted(int start, Value value) {
    count(start, value.byteSize());
    return value;
  }

  /** Keeps the bound before what is counted is built, not only when all constants are there. */
  private void count(int start, long bytes) {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw ModuleFile.damaged(
          start,
          "the constants have more than %s bytes together".formatted(ModuleLimits.CONSTANT_BYTES));
    }
  }
}
