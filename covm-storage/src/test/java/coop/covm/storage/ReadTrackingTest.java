package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was read is kept, in bounded memory, and never forgotten. */
final class ReadTrackingTest {
  private static final int MAX = 8;

  @Test
  void aReadSetStaysSmallAndCoversAllThatWasRead() {
    ReadSet reads = new ReadSet(MAX);
    for (int i = 0; i < 1_000; i++) {
      reads.add(Key.parse("org/a" + i % 50 + "/b" + i % 7 + "/c" + i));
      reads.add(KeyPrefix.parse("member/m" + i));
      assertThat(reads.keys().size()).isLessThanOrEqualTo(MAX);
      assertThat(reads.prefixes().size()).isLessThanOrEqualTo(MAX);
    }
    for (int i = 0; i < 1_000; i++) {
      Key key = Key.parse("org/a" + i % 50 + "/b" + i % 7 + "/c" + i);
      Key listed = Key.parse("member/m" + i + "/x");
      assertThat(isCovered(reads, key)).isTrue();
      assertThat(isCovered(reads, listed)).isTrue();
    }
    assertThat(isCovered(reads, Key.parse("vote/x"))).isFalse();
  }

  private static boolean isCovered(ReadSet reads, Key key) {
    return reads.keys().contains(key) || reads.prefixes().stream().anyMatch(p -> p.contains(key));
  }

  @Test
  void loadedKeysStayFewAndNeverSeemYoungerThanTheirReading() {
    LoadedKeys loaded = new LoadedKeys(MAX);
    for (int i = 0; i < 1_000; i++) {
      loaded.load(Key.parse("org/a" + i % 50 + "/c" + i), i);
      loaded.list(KeyPrefix.parse("member/m" + i), i);
    }
    for (long i = 0; i < 1_000; i++) {
      Optional<Long> view = loaded.viewOf(Key.parse("org/a" + i % 50 + "/c" + i));
      assertThat(view.orElseThrow()).isLessThanOrEqualTo(i);
      assertThat(loaded.viewOf(Key.parse("member/m" + i + "/x")).orElseThrow())
          .isLessThanOrEqualTo(i);
    }
    assertThat(loaded.viewOf(Key.parse("vote/x"))).isEmpty();
  }

  @Test
  void askingOrListingLaterDoesNotMakeALoadedValueYounger() {
    LoadedKeys loaded = new LoadedKeys();
    Key key = Key.parse("org/a/x");
    loaded.list(KeyPrefix.parse("org"), 3);
    assertThat(loaded.viewOf(key)).contains(3L);
    loaded.load(key, 5);
    loaded.ask(key, 7);
    loaded.list(KeyPrefix.parse("org/a"), 8);
    assertThat(loaded.viewOf(key)).contains(5L);
    loaded.load(key, 9);
    assertThat(loaded.viewOf(key)).contains(9L);
    assertThat(loaded.viewOf(Key.parse("org/a/y"))).contains(8L);
    assertThat(loaded.viewOf(Key.parse("org/b"))).contains(3L);
  }
}
