package coop.covm.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTest {
  private static final KeyScope ACME = new KeyScope(Optional.of(KeyPrefix.parse("org/acme")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/acme",
        "member/alice@example.org/balance",
        "vote/2026-05.budget:final+1/_tally",
        "system/identity/alice",
        "org/Größe/δοκιμή/工会/१२३",
        "org/க்ஷ/ไทยกำ",
        "org/.hidden/...",
        "org/@x"
      })
  void keysOfAllScriptsAreTaken(String text) {
    assertThat(Key.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "org",
        "org/",
        "org//x",
        "/org/x",
        "org/x/",
        "org/./x",
        "org/../x",
        "org/a b",
        "org/a\u0000b",
        "org/a\nb",
        "org/a\\b",
        "org/a*b",
        "org/\u00A0",
        "org/a\u200Bb",
        "org/\u202Eabc",
        "org/\u0301a",
        "org/\uD800",
        "org/½",
        "org/Ⅷ",
        "org/😀",
        "org/a\u2044b",
        "organisation/x",
        "Org/x",
        "@region/x",
        "a/b"
      })
  void anInvalidKeyIsRefused(String text) {
    assertThatThrownBy(() -> Key.parse(text))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.INVALID_KEY));
  }

  @Test
  void aRefusalNamesTheSegmentAndTheRuleWithControlCharactersEscaped() {
    assertThatThrownBy(() -> Key.parse("org/acme/a\u001B[31m\u202E/x"))
        .hasMessage(
            "the key \"org/acme/a\\u{1B}[31m\\u{202E}/x\", segment \"a\\u{1B}[31m\\u{202E}\": the"
                + " character U+001B may not stand in a key; letters, digits and _ - . : @ + may")
        .isInstanceOfSatisfying(
            StorageException.class,
            e ->
                assertThat(e.facts())
                    .containsEntry("segment", "a\\u{1B}[31m\\u{202E}")
                    .containsEntry("key", "org/acme/a\\u{1B}[31m\\u{202E}/x"));
  }

  @Test
  void aKeyIsNormalisedToFormC() {
    assertThat(Key.parse("org/Gro\u0308ße")).isEqualTo(Key.parse("org/Größe"));
    assertThat(Key.parse("org/\u212B")).hasToString("org/\u00C5");
  }

  @Test
  void lengthsAreCountedInBytesAfterNormalising() {
    assertThat(Key.parse("org/" + "a".repeat(128)).utf8()).hasSize(132);
    assertRefused("org/" + "a".repeat(129), "128");
    assertThat(Key.parse("org/" + "ö".repeat(64)).utf8()).hasSize(132);
    assertThat(Key.parse("org/" + "o\u0308".repeat(64)).utf8()).hasSize(132);
    assertRefused("org/" + "ö".repeat(65), "128");

    String full = "org/aaaa/aaaa/aaaa/" + "b".repeat(128);
    String most = full + "/" + "c".repeat(128) + "/" + "d".repeat(400 - full.length() - 130);
    assertThat(Key.parse(most).utf8()).hasSize(400);
    assertRefused(most + "d", "400");
  }

  @Test
  void aKeyHas2To16Segments() {
    assertThat(Key.parse("org" + "/a".repeat(15)).segments()).hasSize(16);
    assertRefused("org" + "/a".repeat(16), "16");
    assertRefused("org", "at least 2");
    assertThat(Key.parse("org/a/b").segments()).containsExactly("org", "a", "b");
  }

  @Test
  void aHugeTextIsRefusedWithoutBeingRead() {
    String huge = "o\u0308".repeat(50_000_000);
    Assertions.assertTimeout(
        Duration.ofMillis(200),
        () -> {
          assertRefused(huge, "400 bytes");
          assertThatThrownBy(() -> ACME.key(huge)).hasMessageContaining("400 bytes");
          assertThatThrownBy(() -> KeyScope.checkSegment(huge)).hasMessageContaining("400 bytes");
        });
    assertThatThrownBy(() -> Key.parse(huge))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void aRelativeKeyResolvesInTheNamespaceAndAnAbsoluteOneDoesNot() {
    assertThat(ACME.key("balance")).hasToString("org/acme/balance");
    assertThat(ACME.key("funds/cash")).hasToString("org/acme/funds/cash");
    assertThat(ACME.key("member/bob")).hasToString("member/bob");
    assertThat(ACME.prefix("funds/")).hasToString("org/acme/funds");
    assertThat(ACME.prefix("org")).hasToString("org");
    assertThatThrownBy(() -> ACME.key("org")).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> ACME.key("..")).hasMessageContaining("not . or ..");
    assertThatThrownBy(() -> ACME.key("a/../../other")).hasMessageContaining("not . or ..");
  }

  @Test
  void aRelativeKeyWithoutNamespaceIsRefusedWithTheHint() {
    assertThatThrownBy(() -> KeyScope.ABSOLUTE.key("balance")).hasMessageContaining("--namespace");
    assertThatThrownBy(() -> KeyScope.ABSOLUTE.prefix("funds")).hasMessageContaining("--namespace");
    assertRefused("balance", "--namespace");
  }

  @Test
  void anUnregisteredRootIsRefusedNotTakenAsRelative() {
    assertThat(KeyScope.isRoot("@region")).isTrue();
    assertThat(KeyScope.isRoot("region")).isFalse();
    assertThatThrownBy(() -> ACME.key("@region/x")).hasMessageContaining("registered");
    assertThatThrownBy(() -> KeyScope.checkKeyText("@region/x")).hasMessageContaining("registered");
    assertThat(ACME.key("a/@region")).hasToString("org/acme/a/@region");
  }

  @Test
  void theAbsoluteKeyIsCheckedNotOnlyTheRelativeText() {
    KeyScope deep = new KeyScope(Optional.of(KeyPrefix.parse("org" + "/a".repeat(14))));
    assertThat(deep.key("b").segments()).hasSize(16);
    assertThatThrownBy(() -> deep.key("b/c")).hasMessageContaining("16");
    KeyScope full = new KeyScope(Optional.of(KeyPrefix.parse("org" + "/a".repeat(15))));
    assertThatThrownBy(() -> full.key("b")).hasMessageContaining("16");
    KeyScope wide =
        new KeyScope(Optional.of(KeyPrefix.parse("org" + ("/" + "n".repeat(128)).repeat(3))));
    assertThatThrownBy(() -> wide.key("balance-of-the-year")).hasMessageContaining("400");
  }

  @Test
  void literalKeysAreCheckedBeforeTheNamespaceIsKnown() {
    assertThat(KeyScope.checkKeyText("bala\u0301nce")).isEqualTo("bal\u00E1nce");
    assertThat(KeyScope.checkPrefixText("funds/")).isEqualTo("funds");
    assertThat(KeyScope.checkPrefixText("org")).isEqualTo("org");
    assertThatThrownBy(() -> KeyScope.checkKeyText("org")).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> KeyScope.checkKeyText("a b")).hasMessageContaining("U+0020");
    assertThatThrownBy(() -> KeyScope.checkKeyText("a" + "/a".repeat(15)))
        .hasMessageContaining("15");
  }

  @Test
  void aSegmentIsCheckedAlone() {
    assertThat(KeyScope.checkSegment("o\u0308")).isEqualTo("ö");
    for (String bad : List.of("", ".", "..", "a/b", "\u0301", "a\u0000", " ")) {
      assertThatThrownBy(() -> KeyScope.checkSegment(bad)).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aPrefixEndsAtASegmentBorder() {
    KeyPrefix prefix = KeyPrefix.parse("org/a/");
    assertThat(prefix).isEqualTo(KeyPrefix.parse("org/a"));
    assertThat(prefix.contains(Key.parse("org/a/b"))).isTrue();
    assertThat(prefix.contains(Key.parse("org/ab"))).isFalse();
    assertThat(prefix.contains(Key.parse("org/a"))).isFalse();
    assertThatThrownBy(() -> KeyPrefix.parse("org/a//")).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> KeyPrefix.parse("/")).isInstanceOf(StorageException.class);
    assertThat(KeyPrefix.parse("org" + "/a".repeat(15))).isNotNull();
    assertThatThrownBy(() -> KeyPrefix.parse("org" + "/a".repeat(16)))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void keysOrderByTheirUtf8Bytes() {
    List<Key> keys =
        Stream.of("a", "a.b", "a/b", "ab", "z", "ö", "\uFB01", "\uFF41", "\uD801\uDC00", "工", "B")
            .map(segment -> Key.parse("org/" + segment))
            .toList();
    List<Key> byBytes =
        keys.stream()
            .sorted(
                Comparator.comparing(k -> k.toString().getBytes(UTF_8), Arrays::compareUnsigned))
            .toList();
    List<Key> byKey = new ArrayList<>(keys);
    Collections.sort(byKey);
    assertThat(byKey).isEqualTo(byBytes);
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> Key.parse(text))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(reason);
  }
}
