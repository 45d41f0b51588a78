package coop.covm.storage.tck;

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

/** Keys and values of all kinds, with a taste for what is special. */
final class RandomValues {
  private static final String[] WORDS = {
    "a", "b", "acme", "acme-x", "acme.x", "Ä", "ä", "文", "x:y@z+1", "é", "zz"
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 0.1, 1e21, 1e-7, 4.9e-324, 1.7976931348623157e308, 9007199254740992.0
  };

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  /** A key of two to five segments, not under {@code system/}. */
  String key() {
    StringBuilder key = new StringBuilder();
    key.append(random.nextInt(4) == 0 ? "member" : random.nextInt(4) == 0 ? "vote" : "org");
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      key.append('/').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return key.toString();
  }

  Value value() {
    return value(4);
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> NullValue.NULL;
      case 1 -> BooleanValue.of(random.nextBoolean());
      case 2 -> number();
      case 3 -> decimal();
      case 4 -> StringValue.of(text());
      case 5 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private Value number() {
    double any = Double.longBitsToDouble(random.nextLong());
    return NumberValue.of(
        random.nextBoolean() && Double.isFinite(any)
            ? any
            : NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  private Value decimal() {
    BigInteger digits = new BigInteger(random.nextInt(112), random);
    int scale = random.nextInt(8) == 0 ? random.nextInt(1921) - 960 : random.nextInt(10);
    return DecimalValue.of(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "$\"\\/\u007F\u2028\uFEFF".codePointAt(random.nextInt(7));
            case 2 -> 0x1F600 + random.nextInt(50);
            case 3 -> 0xE000 + random.nextInt(0x1FFE);
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }

  private Value list(int depth) {
    List<Value> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(value(depth));
    }
    return ListValue.of(elements);
  }

  private Value map(int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(random.nextInt(4) == 0 ? "$decimal" : text(), value(depth));
    }
    return MapValue.of(entries);
  }
}
