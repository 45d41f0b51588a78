package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.difference.KeyDifference;
import coop.covm.storage.log.CanonicalJsonReader;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ShownDifferenceTest {
  @Test
  void aKeyIsALineAndWhatChangedInsideStandsBelowIt() {
    assertShown("5", "7", "~ org/a/b: 5 → 7");
    assertShown("[1]", "{}", "~ org/a/b: [1] → {}");
    assertShown(
        "{\"n\":1,\"list\":[1,{\"x y\":2}],\"gone\":null,\"z\":0}",
        "{\"list\":[1,{\"x y\":3},4],\"n\":2,\"z\":0}",
        "~ org/a/b",
        "    ~ (all): entries in another order: [\"n\", \"list\", \"gone\", \"z\"] → [\"list\", \"n\", \"z\"]",
        "    ~ .n: 1 → 2",
        "    ~ .list[1][\"x y\"]: 2 → 3",
        "    + .list[2]: 4",
        "    - .gone: null");
  }

  @Test
  void whatCameAndWhatWentIsShownWithItsValue() {
    assertThat(ShownDifference.wholeLines(new KeyDifference.Added(key(), value("\"x\""))))
        .containsExactly("+ org/a/b: \"x\"");
    assertThat(ShownDifference.wholeLines(new KeyDifference.Removed(key(), value("\"x\""))))
        .containsExactly("- org/a/b: \"x\"");
  }

  @Test
  void longValuesAreCutForPeopleOnly() {
    KeyDifference long500 = new KeyDifference.Added(key(), value("\"" + "x".repeat(500) + "\""));
    assertThat(ShownDifference.briefLines(long500))
        .hasSize(1)
        .first()
        .asString()
        .hasSizeLessThan(250);
    assertThat(ShownDifference.wholeLines(long500)).first().asString().hasSizeGreaterThan(500);
  }

  @Test
  void theDocumentHasWholeValuesAndPathsOfNamesAndIndexes() {
    assertThat(json("[{\"a\":1}]", "[{\"a\":{\"$decimal\":\"1.0\"}}]"))
        .isEqualTo(
            "{\"key\":\"org/a/b\",\"change\":\"changed\",\"before\":[{\"a\":1}],"
                + "\"after\":[{\"a\":{\"$decimal\":\"1.0\"}}],"
                + "\"parts\":[{\"path\":[0,\"a\"],\"change\":\"changed\",\"before\":1,"
                + "\"after\":{\"$decimal\":\"1.0\"}}]}");
    assertThat(json("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"))
        .contains(
            "\"parts\":[{\"path\":[],\"change\":\"reordered\",\"before\":[\"a\",\"b\"],\"after\":[\"b\",\"a\"]}]");
    assertThat(json("[1]", "[]")).contains("[{\"path\":[0],\"change\":\"removed\",\"before\":1}]");
    assertThat(json("[]", "[1]")).contains("[{\"path\":[0],\"change\":\"added\",\"after\":1}]");
    assertThat(ShownDifference.json(new KeyDifference.Added(key(), value("1"))).text())
        .isEqualTo("{\"key\":\"org/a/b\",\"change\":\"added\",\"after\":1}");
    assertThat(ShownDifference.json(new KeyDifference.Removed(key(), value("1"))).text())
        .isEqualTo("{\"key\":\"org/a/b\",\"change\":\"removed\",\"before\":1}");
  }

  private static void assertShown(String before, String after, String... lines) {
    assertThat(ShownDifference.wholeLines(between(before, after))).containsExactly(lines);
  }

  private static String json(String before, String after) {
    return ShownDifference.json(between(before, after)).text();
  }

  private static KeyDifference between(String before, String after) {
    return KeyDifference.between(key(), Optional.of(value(before)), Optional.of(value(after)))
        .orElseThrow();
  }

  private static Key key() {
    return Key.parse("org/a/b");
  }

  private static Value value(String json) {
    try {
      return CanonicalJsonReader.of(json.getBytes(StandardCharsets.UTF_8)).value();
    } catch (MalformedRecordException e) {
      throw new AssertionError(json, e);
    }
  }
}
