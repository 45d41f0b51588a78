package coop.covm.storage.difference;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.CanonicalJson;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartDifferenceTest {
  @Test
  void theSameValuesDoNotDiffer() {
    Value value = map("a", n(1), "b", list(n(1), map("c", d("1.50"))));
    assertThat(PartDifference.between(value, map("a", n(1), "b", list(n(1), map("c", d("1.50"))))))
        .isEmpty();
  }

  @Test
  void whatTheLanguageTakesForEqualMayStillBeStoredOtherwise() {
    assertDiffers(n(5), d("5"), "~ : 5 → 5m");
    assertDiffers(d("90.1"), d("90.10"), "~ : 90.1m → 90.10m");
    assertDiffers(list(n(5)), list(d("5")), "~ [0]: 5 → 5m");
    assertDiffers(map("a", n(1), "b", n(2)), map("b", n(2), "a", n(1)), "order : [a, b] → [b, a]");
  }

  @Test
  void anotherTypeIsAnotherValue() {
    assertDiffers(list(), map(), "~ : [] → {}");
    assertDiffers(NullValue.NULL, BooleanValue.TRUE, "~ : null → true");
    assertDiffers(map("a", list(n(1))), map("a", s("1")), "~ .a: [1] → \"1\"");
  }

  @Test
  void entriesAreAddedRemovedAndReplacedWhereTheyAre() {
    assertDiffers(
        map("total", n(5), "old", n(1), "deep", map("x", n(1), "same", n(0))),
        map("total", n(7), "deep", map("x", n(2), "same", n(0), "y", n(3)), "new", n(4)),
        "~ .total: 5 → 7",
        "- .old: 1",
        "~ .deep.x: 1 → 2",
        "+ .deep.y: 3",
        "+ .new: 4");
  }

  @Test
  void theOrderOfEntriesIsOneDifferenceHoweverManyComeAndGo() {
    assertDiffers(
        map("gone", n(0), "a", n(1), "b", n(2)),
        map("b", n(2), "come", n(0), "a", n(3)),
        "order : [gone, a, b] → [b, come, a]",
        "- .gone: 0",
        "~ .a: 1 → 3",
        "+ .come: 0");
    assertDiffers(
        map("gone", n(0), "a", n(1)), map("a", n(1), "come", n(0)), "- .gone: 0", "+ .come: 0");
  }

  @Test
  void anElementPutInFrontOrTakenOutIsOneDifference() {
    assertDiffers(list(n(1), n(2), n(3)), list(n(0), n(1), n(2), n(3)), "+ [0]: 0");
    assertDiffers(list(n(1), n(2), n(3)), list(n(1), n(3)), "- [1]: 2");
    assertDiffers(list(n(1), n(1)), list(n(1), n(1), n(1)), "+ [2]: 1");
    assertDiffers(list(), list(n(1)), "+ [0]: 1");
  }

  @Test
  void whatLeavesAtOneEndAndComesAtTheOtherDisturbsNothingBetween() {
    assertDiffers(
        list(n(1), n(2), n(3), n(4)), list(n(2), n(3), n(4), n(5)), "- [0]: 1", "+ [3]: 5");
  }

  @Test
  void anElementIsNamedByWhereItIsNowAndARemovedOneByWhereItWas() {
    assertDiffers(
        list(n(1), n(2), map("x", n(1)), n(3)),
        list(n(2), map("x", n(9)), n(3)),
        "- [0]: 1",
        "~ [1].x: 1 → 9");
  }

  @Test
  void longListsThatHaveNothingInCommonAreComparedByPlace() {
    List<Value> before = new ArrayList<>();
    List<Value> after = new ArrayList<>();
    for (int i = 0; i <= ListAlignment.MOST_ELEMENTS; i++) {
      before.add(n(i));
      after.add(n(i + 1));
    }
    assertThat(PartDifference.between(ListValue.of(before), ListValue.of(after)))
        .hasSize(ListAlignment.MOST_ELEMENTS + 1)
        .allMatch(part -> part instanceof PartDifference.Replaced);
    assertThat(
            PartDifference.between(
                ListValue.of(before.subList(1, before.size())),
                ListValue.of(after.subList(1, after.size()))))
        .hasSize(2);
  }

  @Test
  void aKeyThatCouldBeMisreadIsQuoted() {
    assertDiffers(
        map("a b", n(1), "", n(1), "0", n(1), "x-1", n(1), "a\"", n(1)),
        map("a b", n(2), "", n(2), "0", n(2), "x-1", n(2), "a\"", n(2)),
        "~ [\"a b\"]: 1 → 2",
        "~ [\"\"]: 1 → 2",
        "~ [\"0\"]: 1 → 2",
        "~ .x-1: 1 → 2",
        "~ [\"a\\\"\"]: 1 → 2");
  }

  /** What was found, done to the earlier value, must give the later one but for orders. */
  @Test
  void theDifferencesOfRandomValuesLeadFromTheOneToTheOther() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Value before = value(random, 4);
      Value after = random.nextBoolean() ? value(random, 4) : changed(random, before);
      List<PartDifference> parts = PartDifference.between(before, after);
      assertThat(parts.isEmpty())
          .as("seed %s: %s and %s", seed, before, after)
          .isEqualTo(CanonicalJson.text(before).equals(CanonicalJson.text(after)));
      assertThat(CanonicalJson.text(Patch.of(before, after, parts)))
          .as("seed %s: from %s by %s", seed, before, parts)
          .isEqualTo(CanonicalJson.text(after));
    }
  }

  private static Value value(Random random, int depth) {
    int kinds = depth == 0 ? 4 : 7;
    return switch (random.nextInt(kinds)) {
      case 0 -> n(random.nextInt(3));
      case 1 -> d(random.nextBoolean() ? "1" : "1.0");
      case 2 -> s(random.nextBoolean() ? "x" : "y");
      case 3 -> NullValue.NULL;
      case 4, 5 ->
          ListValue.of(
              IntStream.range(0, random.nextInt(6))
                  .mapToObj(_ -> value(random, depth - 1))
                  .toList());
      default -> {
        MapValue map = MapValue.EMPTY;
        for (int i = random.nextInt(5); i > 0; i--) {
          map = map.put("k" + random.nextInt(5), value(random, depth - 1));
        }
        yield map;
      }
    };
  }

  private static Value changed(Random random, Value value) {
    if (value instanceof ListValue list) {
      List<Value> elements = new ArrayList<>(list.elements());
      if (!elements.isEmpty() && random.nextBoolean()) {
        elements.remove(random.nextInt(elements.size()));
      }
      elements.replaceAll(inner -> random.nextInt(4) == 0 ? changed(random, inner) : inner);
      elements.add(random.nextInt(elements.size() + 1), n(random.nextInt(3)));
      return ListValue.of(elements);
    }
    if (value instanceof MapValue map && map.size() > 0) {
      String key = map.entries().keySet().iterator().next();
      return map.put(key, changed(random, map.get(key).orElseThrow())).put("more", n(1));
    }
    return value(random, 2);
  }

  private static void assertDiffers(Value before, Value after, String... lines) {
    assertThat(PartDifference.between(before, after))
        .map(PartDifferenceTest::line)
        .containsExactly(lines);
  }

  private static String line(PartDifference part) {
    return switch (part) {
      case PartDifference.Added added ->
          "+ %s: %s".formatted(added.path(), added.after().literal());
      case PartDifference.Removed removed ->
          "- %s: %s".formatted(removed.path(), removed.before().literal());
      case PartDifference.Replaced replaced ->
          "~ %s: %s → %s"
              .formatted(replaced.path(), replaced.before().literal(), replaced.after().literal());
      case PartDifference.Reordered order ->
          "order %s: %s → %s"
              .formatted(
                  order.path(),
                  order.before().entries().keySet(),
                  order.after().entries().keySet());
    };
  }

  private static Value n(double value) {
    return NumberValue.of(value);
  }

  private static Value d(String text) {
    return DecimalValue.of(new BigDecimal(text));
  }

  private static Value s(String text) {
    return StringValue.of(text);
  }

  private static Value list(Value... elements) {
    return ListValue.of(elements);
  }

  private static MapValue map(Object... keysAndValues) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], (Value) keysAndValues[i + 1]);
    }
    return MapValue.of(entries);
  }
}
