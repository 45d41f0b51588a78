package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapValueTest {
  @Test
  void theSizeIsTheSameWhateverWayTheMapCameAbout() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    MapValue map = MapValue.EMPTY;
    Map<String, Value> expected = new LinkedHashMap<>();
    for (int i = 0; i < 5000; i++) {
      String key = "é".repeat(random.nextInt(4)) + random.nextInt(20);
      if (random.nextInt(3) == 0) {
        map = map.remove(key);
        expected.remove(key);
      } else {
        Value value =
            random.nextBoolean()
                ? StringValue.of("x".repeat(random.nextInt(9)))
                : ListValue.of(NullValue.NULL);
        map = map.put(key, value);
        expected.put(key, value);
      }
      MapValue made = MapValue.of(expected);
      assertThat(map).as("seed %s", seed).isEqualTo(made);
      assertThat(map.byteSize()).as("seed %s", seed).isEqualTo(made.byteSize());
      assertThat(map.nesting()).as("seed %s", seed).isEqualTo(made.nesting());
      assertThat(map.entries().keySet()).containsExactlyElementsOf(expected.keySet());
    }
  }
}
