package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ValueTest {
  @Test
  void numbersAndDecimalsAreEqualByExactValue() {
    assertEqual(n(1), d("1.00"));
    assertEqual(d("1.0"), d("1.000"));
    assertEqual(n(0.5), d("0.50"));
    assertEqual(n(0), d("0.000"));
    assertEqual(n(1e22), d("1e22"));
    assertThat(n(0.1)).isNotEqualTo(d("0.1"));
    assertThat(d("0.1")).isNotEqualTo(n(0.1));
    assertThat(n(9007199254740992.0)).isNotEqualTo(d("9007199254740993"));
    assertEqual(ListValue.of(n(1), d("2")), ListValue.of(d("1.0"), n(2)));
  }

  @Test
  void differentTypesAreUnequal() {
    List<Value> values =
        List.of(
            NullValue.NULL,
            BooleanValue.TRUE,
            n(1),
            StringValue.of("1"),
            ListValue.of(n(1)),
            MapValue.of(Map.of("1", n(1))),
            ListValue.EMPTY,
            MapValue.EMPTY,
            StringValue.EMPTY);
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.size(); j++) {
        assertThat(values.get(i).equals(values.get(j))).isEqualTo(i == j);
      }
    }
  }

  @Test
  void theOrderOfEntriesDoesNotMatterForEqualityButIsKept() {
    MapValue ab = MapValue.EMPTY.put("a", n(1)).put("b", n(2));
    MapValue ba = MapValue.EMPTY.put("b", n(2)).put("a", n(1));
    assertEqual(ab, ba);
    assertThat(ab.put("a", n(3))).hasToString("{\"a\": 3, \"b\": 2}");
    assertThat(ba.remove("b").put("b", n(4))).hasToString("{\"a\": 1, \"b\": 4}");
    assertThat(ab).hasToString("{\"a\": 1, \"b\": 2}");
    assertThat(ab.remove("none")).isSameAs(ab);
  }

  @Test
  void stringsOrderByCodePointAsTheirUtf8BytesDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] points = {0, 'a', 'z', 0x7F, 0x80, 0x7FF, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (int i = 0; i < 20_000; i++) {
      String a = string(random, points);
      String b = string(random, points);
      int expected =
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(Ordering.compare("lt", StringValue.of(a), StringValue.of(b))))
          .as("seed %d", seed)
          .isEqualTo(Integer.signum(expected));
    }
    assertThatThrownBy(() -> Ordering.compare("lt", StringValue.of("1"), n(1)))
        .isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> Ordering.compare("lt", BooleanValue.TRUE, BooleanValue.FALSE))
        .isInstanceOf(ValueException.class);
    assertThat(Ordering.compare("lt", n(0.1), d("0.1"))).isPositive();
  }

  private static String string(Random random, int[] points) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      out.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return out.toString();
  }

  @Test
  void stringsAreComparedAsTheyAreAndMeasuredInCodePoints() {
    assertThat(StringValue.of("e\u0301")).isNotEqualTo(StringValue.of("\u00E9"));
    StringValue text = StringValue.of("é😀a");
    assertThat(text.codePoints()).isEqualTo(3);
    assertThat(text.byteSize()).isEqualTo(7);
    assertThat(text.utf8()).hasSize(7);
    for (String half : List.of("\uD83D", "\uDE00", "a\uD83D", "\uD83Da", "\uDE00\uD83D")) {
      assertThatThrownBy(() -> StringValue.of(half))
          .isInstanceOfSatisfying(
              ValueException.class, e -> assertThat(e.code()).isEqualTo(ValueError.INVALID_TEXT));
      assertThatThrownBy(() -> MapValue.EMPTY.put(half, n(1))).isInstanceOf(ValueException.class);
    }
  }

  @Test
  void nestingIsBoundedAt64() {
    Value list = n(1);
    for (int i = 0; i < 64; i++) {
      list = i % 2 == 0 ? ListValue.of(list) : MapValue.EMPTY.put("k", list);
      assertThat(list.nesting()).isEqualTo(i + 1);
    }
    Value deepest = list;
    assertThatThrownBy(() -> ListValue.of(deepest)).isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> ListValue.EMPTY.append(deepest)).isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> MapValue.EMPTY.put("k", deepest)).isInstanceOf(ValueException.class);
  }

  @Test
  void sizesAreAPropertyOfTheValueAloneHoweverItWasMade() {
    ListValue appended = ListValue.EMPTY;
    MapValue put = MapValue.EMPTY;
    List<Value> elements = new ArrayList<>();
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      Value element = StringValue.of("é".repeat(i));
      appended = appended.append(element);
      elements.add(element);
      put = put.put("k" + i, element);
      entries.put("k" + i, element);
      assertThat(appended.byteSize()).isEqualTo(ListValue.of(elements).byteSize());
      assertThat(put.byteSize()).isEqualTo(MapValue.of(entries).byteSize());
    }
    assertThat(ListValue.of(n(1), d("1"), NullValue.NULL).byteSize())
        .isEqualTo(8 + 8 + 8 + 8 + 24 + 8 + 1);
    assertThat(MapValue.EMPTY.put("ab", n(1)).byteSize()).isEqualTo(8 + 8 + 2 + 8);
    assertThat(put.remove("k19").byteSize()).isLessThan(put.byteSize());
  }

  @Test
  void listsThatShareElementsDoNotSeeEachOther() {
    ListValue base = ListValue.of(n(1)).append(n(2));
    ListValue left = base.append(n(3));
    ListValue right = base.append(n(4));
    ListValue longer = left.append(n(5));
    assertThat(base).hasToString("[1, 2]");
    assertThat(left).hasToString("[1, 2, 3]");
    assertThat(right).hasToString("[1, 2, 4]");
    assertThat(longer).hasToString("[1, 2, 3, 5]");
    assertThat(base)
        .isEqualTo(ListValue.of(n(1), n(2)))
        .hasSameHashCodeAs(ListValue.of(n(1), n(2)));
    assertThat(base.elements()).hasSize(2);
    assertThatThrownBy(() -> base.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> base.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aListMayBeAppendedToByManyThreads() throws Exception {
    ListValue base = ListValue.of(n(0)).append(n(0));
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      List<Future<ListValue>> lists = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Value mine = n(i);
        lists.add(
            executor.submit(() -> {
              ListValue list = base;
              for (int j = 0; j < 1_000; j++) {
                list = list.append(mine);
              }
              return list;
            }));
      }
      for (int i = 0; i < 8; i++) {
        ListValue list = lists.get(i).get();
        assertThat(list.size()).isEqualTo(1_002);
        assertThat(list.elements().subList(2, 1_002)).containsOnly(n(i));
      }
    }
  }

  @Test
  void literalsEscapeWhatATerminalWouldObey() {
    assertThat(StringValue.of("a\"\\\n\t\r\u0000\u001B\u009Bé😀").literal())
        .isEqualTo("\"a\\\"\\\\\\n\\t\\r\\u{0}\\u{1B}\\u{9B}é😀\"");
    assertThat(d("90.10").literal()).isEqualTo("90.10m");
    assertThat(d("90.10")).hasToString("90.10");
    assertThat(ListValue.of(d("1.0"), StringValue.of("x"), NullValue.NULL, BooleanValue.TRUE))
        .hasToString("[1.0m, \"x\", null, true]");
  }

  private static void assertEqual(Value a, Value b) {
    assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
    assertThat(b).isEqualTo(a);
  }

  private static Value n(double value) {
    return NumberValue.of(value);
  }

  private static Value d(String text) {
    return DecimalValue.of(new BigDecimal(text));
  }
}
