package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The texts by which literals are compared agree with the values. */
final class LiteralIdentityTest {
  @Test
  void equalityIsThatOfValuesAndExactnessThatOfTypeAndText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      Value one = value(random, 2);
      Value two = value(random, 2);
      assertThat(LiteralIdentity.equality(one).equals(LiteralIdentity.equality(two)))
          .as("%s and %s, seed %d", one.literal(), two.literal(), seed)
          .isEqualTo(one.equals(two));
      assertThat(LiteralIdentity.exact(one).equals(LiteralIdentity.exact(two)))
          .as("%s and %s, seed %d", one.literal(), two.literal(), seed)
          .isEqualTo(one.literal().equals(two.literal()));
    }
  }

  /** From so few values that equal ones are frequent. */
  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> random.nextBoolean() ? NullValue.NULL : BooleanValue.TRUE;
      case 1 ->
          NumberValue.of(new double[] {0, 1, 0.1, 0.5, 1e300, Double.MIN_VALUE}[random.nextInt(6)]);
      case 2 ->
          DecimalValue.of(
              new BigDecimal(
                  new String[] {"0", "0.0", "1", "1.0", "0.1", "0.5", "0.50", "1e300"}
                      [random.nextInt(8)]));
      case 3, 4 -> StringValue.of(new String[] {"", "a", "1", "\"", ",", "1e0"}[random.nextInt(6)]);
      case 5 -> {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(value(random, depth - 1));
        }
        yield ListValue.of(elements);
      }
      default -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          entries.put(random.nextBoolean() ? "a" : "b", value(random, depth - 1));
        }
        yield MapValue.of(entries);
      }
    };
  }
}
