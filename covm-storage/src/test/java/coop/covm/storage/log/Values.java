package coop.covm.storage.log;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random values of all types, with a taste for what is special. */
final class Values {
  private final Random random;

  Values(long seed) {
    this.random = new Random(seed);
  }

  Value next() {
    return next(4);
  }

  private Value next(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> NullValue.NULL;
      case 1 -> BooleanValue.of(random.nextBoolean());
      case 2 -> number();
      case 3 -> decimal();
      case 4 -> StringValue.of(string());
      case 5 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private Value number() {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(2000) - 1000;
          case 1 -> random.nextLong();
          case 2 -> random.nextDouble();
          default -> Double.longBitsToDouble(random.nextLong());
        };
    return NumberValue.of(Double.isFinite(value) ? value : Double.MIN_VALUE);
  }

  private Value decimal() {
    BigInteger digits = new BigInteger(random.nextInt(112), random);
    int scale = random.nextInt(4) == 0 ? random.nextInt(1921) - 960 : random.nextInt(10);
    return DecimalValue.of(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale));
  }

  String string() {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      out.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "$\"\\/$\u007F\u2028".codePointAt(random.nextInt(7));
            case 2 -> 0x1F600 + random.nextInt(50);
            case 3 -> 0xE000 + random.nextInt(0x1FFE);
            default -> 'a' + random.nextInt(26);
          });
    }
    return out.toString();
  }

  private Value list(int depth) {
    List<Value> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(next(depth));
    }
    return ListValue.of(elements);
  }

  private Value map(int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(string(), next(depth));
    }
    return MapValue.of(entries);
  }
}
