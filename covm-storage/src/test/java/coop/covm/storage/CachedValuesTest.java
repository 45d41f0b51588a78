package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CachedValuesTest {
  private static final Value VALUE = StringValue.of("value");
  private static final long FOOTPRINT = 100;

  @Test
  void whatIsUsedStaysAndWhatIsReadOnceGoes() {
    CachedValues values = new CachedValues(10 * FOOTPRINT);
    for (int i = 0; i < 10; i++) {
      add(values, i);
    }
    for (int once = 10; once < 1000; once++) {
      for (int used = 0; used < 5; used++) {
        assertThat(values.find(key(used))).as("key %s after %s others", used, once).isNotNull();
      }
      assertThat(add(values, once)).isEqualTo(1);
      assertThat(values.find(key(once))).isNotNull();
    }
  }

  @Test
  void manySmallOnesMakeRoomForALargeOne() {
    CachedValues values = new CachedValues(10 * FOOTPRINT);
    for (int i = 0; i < 10; i++) {
      add(values, i);
      values.find(key(i));
    }
    assertThat(values.add(key(10), VALUE, 1, 6 * FOOTPRINT)).isEqualTo(6);
    assertThat(values.size()).isEqualTo(5);
    assertThat(values.bytes()).isEqualTo(10 * FOOTPRINT);
  }

  @Test
  void entriesAndBytesAreWhatAModelSaysAfterAnyHistory() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    CachedValues values = new CachedValues(5000);
    Map<Key, Long> model = new HashMap<>();
    int evicted = 0;
    for (int i = 0; i < 20_000; i++) {
      Key key = key(random.nextInt(40));
      switch (random.nextInt(8)) {
        case 0, 1 -> assertThat(values.remove(key)).isEqualTo(model.remove(key) != null);
        case 2, 3, 4 -> values.find(key);
        case 5 -> {
          if (random.nextInt(500) == 0) {
            assertThat(values.clear()).isEqualTo(model.size());
            model.clear();
          }
        }
        default -> {
          long footprint = random.nextLong(100, 500);
          evicted += values.add(key, VALUE, i, footprint);
          model.putIfAbsent(key, footprint);
          model.keySet().removeIf(k -> isGone(values, k));
        }
      }
      long bytes = model.values().stream().mapToLong(Long::longValue).sum();
      assertThat(values.size()).as("seed %s", seed).isEqualTo(model.size());
      assertThat(values.bytes()).as("seed %s", seed).isEqualTo(bytes).isLessThanOrEqualTo(5000);
    }
    assertThat(evicted).isPositive();
  }

  private static boolean isGone(CachedValues values, Key key) {
    CachedValues.@Nullable Entry entry = values.find(key);
    return entry == null;
  }

  private static int add(CachedValues values, int number) {
    return values.add(key(number), VALUE, 1, FOOTPRINT);
  }

  private static Key key(int number) {
    return Key.parse("org/k" + number);
  }
}
