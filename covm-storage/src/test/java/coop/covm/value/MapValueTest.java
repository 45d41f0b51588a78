package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapValueTest {
  /** Small enough for one table of keys, around its largest size, and far beyond. */
  private static final int[] DIFFERENT_KEYS = {5, 20, 2000};

  @Test
  void theMapIsTheSameWhateverWayItCameAbout() {
    for (int different : DIFFERENT_KEYS) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      MapValue map = MapValue.EMPTY;
      Map<String, Value> expected = new LinkedHashMap<>();
      for (int i = 0; i < 5000; i++) {
        String key = "é".repeat(random.nextInt(4)) + random.nextInt(different);
        if (random.nextInt(3) == 0) {
          map = map.remove(key);
          expected.remove(key);
        } else {
          Value value = value(random);
          map = map.put(key, value);
          expected.put(key, value);
        }
        assertThat(map.get(key).orElse(NullValue.NULL))
            .isEqualTo(expected.getOrDefault(key, NullValue.NULL));
        if (different < 100 || i % 50 == 0) {
          expectSame(map, expected, "seed " + seed);
        }
      }
    }
  }

  private static Value value(Random random) {
    Value value =
        random.nextBoolean()
            ? StringValue.of("x".repeat(random.nextInt(9)))
            : ListValue.of(BooleanValue.TRUE);
    return random.nextInt(20) == 0 ? ListValue.of(value) : value;
  }

  private static void expectSame(MapValue map, Map<String, Value> expected, String where) {
    MapValue made = MapValue.of(expected);
    assertThat(map).as(where).isEqualTo(made).hasSameHashCodeAs(made);
    assertThat(map.byteSize()).as(where).isEqualTo(made.byteSize());
    assertThat(map.nesting()).as(where).isEqualTo(made.nesting());
    assertThat(map.size()).as(where).isEqualTo(expected.size());
    assertThat(new ArrayList<>(map.entries().entrySet()))
        .as(where)
        .isEqualTo(new ArrayList<>(expected.entrySet()));
  }

  @Test
  void earlierVersionsStayWhatTheyWere() {
    for (int different : DIFFERENT_KEYS) {
      List<MapValue> versions = new ArrayList<>(List.of(MapValue.EMPTY));
      List<Map<String, Value>> expected = new ArrayList<>(List.of(Map.of()));
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < 3 * Math.min(different, 200); i++) {
        int from = random.nextInt(versions.size());
        String key = "k" + random.nextInt(different);
        Value value = NumberValue.of(i);
        Map<String, Value> next = new LinkedHashMap<>(expected.get(from));
        next.put(key, value);
        versions.add(versions.get(from).put(key, value));
        expected.add(next);
      }
      for (int i = 0; i < versions.size(); i++) {
        expectSame(versions.get(i), expected.get(i), "version %s, seed %s".formatted(i, seed));
      }
    }
  }

  @Test
  void keysThatAreMadeToHaveOneHashAreToldApart() {
    List<String> keys = withOneHash(4096);
    assertThat(keys.stream().mapToInt(String::hashCode).distinct()).hasSize(1);
    for (int size : new int[] {2, 16, 17, 4096}) {
      Map<String, Value> expected = new LinkedHashMap<>();
      MapValue map = MapValue.EMPTY;
      for (String key : keys.subList(0, size)) {
        Value value = NumberValue.of(expected.size());
        expected.put(key, value);
        map = map.put(key, value);
      }
      expectSame(map, expected, size + " keys");
      for (String key : keys.subList(0, size)) {
        assertThat(map.get(key)).contains(expected.get(key));
      }
      assertThat(map.contains(keys.getFirst() + keys.getFirst())).isFalse();
    }
  }

  /** Any text of the two parts, which have the same hash, in any order has the same hash, too. */
  private static List<String> withOneHash(int count) {
    List<String> keys = new ArrayList<>(List.of(""));
    while (keys.size() < count) {
      List<String> longer = new ArrayList<>();
      for (String key : keys) {
        longer.add(key + "Aa");
        longer.add(key + "BB");
      }
      keys = longer;
    }
    return keys;
  }

  @Test
  void knowsWhenAPutHasToLookThroughAll() {
    ListValue flat = ListValue.of(BooleanValue.TRUE);
    ListValue deep = ListValue.of(flat);
    MapValue map = MapValue.EMPTY.put("a", deep).put("b", flat);
    assertThat(map.nesting()).isEqualTo(3);
    assertThat(map.putLooksThroughAll("a", flat)).isTrue();
    assertThat(map.putLooksThroughAll("a", deep)).isFalse();
    assertThat(map.putLooksThroughAll("b", BooleanValue.TRUE)).isFalse();
    assertThat(map.putLooksThroughAll("c", BooleanValue.TRUE)).isFalse();
    assertThat(map.put("a", flat).nesting()).isEqualTo(2);
  }

  @Test
  void refusesWhatNestsTooDeepAndTextThatIsNone() {
    Value deep = BooleanValue.TRUE;
    for (int i = 0; i < Value.MAX_NESTING; i++) {
      deep = ListValue.of(deep);
    }
    Value deepest = deep;
    MapValue map = MapValue.EMPTY.put("a", BooleanValue.TRUE);
    assertThatThrownBy(() -> map.put("a", deepest)).hasMessageContaining("nest");
    assertThatThrownBy(() -> map.put("b", deepest)).hasMessageContaining("nest");
    assertThatThrownBy(() -> map.put("\uD800", BooleanValue.TRUE)).hasMessageContaining("U+D800");
    assertThatThrownBy(() -> MapValue.of(Map.of("\uD800", BooleanValue.TRUE)))
        .hasMessageContaining("U+D800");
  }
}
