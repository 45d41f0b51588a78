package coop.covm.storage.difference;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CanonicalJsonReader;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which commit made a part of a value what it is. */
final class BlameTest {
  private static final Key KEY = Key.parse("org/a/b");

  private final Store store = Store.open("memory:", OpenMode.CREATE);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void eachEntryIsOfTheCommitSinceWhichItIsSo() {
    set("{\"a\":1,\"b\":{\"c\":2,\"d\":{}}}");
    set("{\"a\":1,\"b\":{\"c\":3,\"d\":{}},\"e\":[]}");
    set("{\"a\":1,\"b\":{\"c\":3,\"d\":{}},\"e\":[],\"f\":true}");
    assertThat(blamed()).containsExactly("1 .a 1", "2 .b.c 3", "1 .b.d {}", "2 .e []", "3 .f true");
  }

  @Test
  void whatIsSetAgainToTheSameIsOfTheOlderCommit() {
    set("5");
    set("5");
    assertThat(blamed()).containsExactly("1  5");
    set("6");
    set("5");
    assertThat(blamed()).containsExactly("4  5");
  }

  @Test
  void elementsAreFoundAgainWhereOthersCameAndWent() {
    set("[\"a\",\"b\",{\"n\":1,\"m\":1}]");
    set("[\"x\",\"a\",\"b\",{\"n\":2,\"m\":1},\"z\"]");
    set("[\"a\",\"b\",{\"n\":2,\"m\":1},\"z\"]");
    assertThat(blamed())
        .containsExactly("1 [0] \"a\"", "1 [1] \"b\"", "2 [2].n 2", "1 [2].m 1", "2 [3] \"z\"");
  }

  @Test
  void anotherTypeIsNew() {
    set("{\"a\":1}");
    set("[1]");
    assertThat(blamed()).containsExactly("2 [0] 1");
    set("{\"a\":{}}");
    set("{\"a\":{\"x\":1}}");
    assertThat(blamed()).containsExactly("4 .a.x 1");
  }

  @Test
  void whatWasRemovedInBetweenIsNew() {
    set("{\"a\":1}");
    commit(transaction -> transaction.delete(KEY));
    set("{\"a\":1}");
    assertThat(blamed()).containsExactly("3 .a 1");
    commit(transaction -> transaction.delete(KEY));
    assertThat(blamed()).isEmpty();
  }

  @Test
  void theOldestThatIsThereMayBeTooYoung() {
    set("{\"a\":1,\"b\":1}");
    set("{\"a\":1,\"b\":2}");
    set("{\"a\":1,\"b\":3}");
    store.history().keep(Optional.empty(), HistoryPolicy.parse("2 versions"), nobody());
    store.history().compact(nobody());
    assertThat(blamed()).containsExactly("2? .a 1", "3 .b 3");
  }

  @Test
  void asOfARevisionNothingYoungerCounts() {
    set("{\"a\":1}");
    set("{\"a\":2}");
    try (StoreView view = store.viewAt(1)) {
      assertThat(blamed(view)).containsExactly("1 .a 1");
    }
    try (StoreView view = store.viewAt(0)) {
      assertThat(blamed(view)).isEmpty();
    }
  }

  @Test
  void randomMapsAreBlamedAsTheirHistoryTells() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, Integer> held = new TreeMap<>();
    Map<String, Long> since = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      String name = "e" + random.nextInt(5);
      Integer before = held.get(name);
      if (random.nextInt(4) == 0) {
        held.remove(name);
      } else {
        held.put(name, random.nextInt(3));
      }
      StringBuilder json = new StringBuilder("{\"zz\":" + i);
      held.forEach((entry, value) -> json.append(",\"" + entry + "\":" + value));
      long revision = set(json.append('}').toString());
      if (!Optional.ofNullable(before).equals(Optional.ofNullable(held.get(name)))) {
        since.put(name, revision);
      }
      List<String> expected = new ArrayList<>(List.of(revision + " .zz " + i));
      held.forEach(
          (entry, value) -> expected.add("%s .%s %s".formatted(since.get(entry), entry, value)));
      assertThat(blamed()).as("seed %s, revision %s", seed, revision).isEqualTo(expected);
    }
  }

  /** Revision, place and value of each part; a revision that may be too young has a mark. */
  private List<String> blamed() {
    try (StoreView view = store.view()) {
      return blamed(view);
    }
  }

  private static List<String> blamed(StoreView view) {
    return Blame.of(view, KEY).stream()
        .map(part ->
            "%s%s %s %s"
                .formatted(
                    part.commit().revision(),
                    part.orEarlier() ? "?" : "",
                    part.path(),
                    part.value().orElseThrow().literal()))
        .toList();
  }

  private long set(String json) {
    return commit(transaction -> transaction.set(KEY, value(json)));
  }

  private long commit(Consumer<StorageTransaction> changes) {
    try (StorageTransaction transaction = store.begin(nobody())) {
      changes.accept(transaction);
      return transaction.commit().orElseThrow();
    }
  }

  private static SessionOptions nobody() {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    return new SessionOptions(Optional.empty(), Optional.empty(), statement);
  }

  private static Value value(String json) {
    try {
      return CanonicalJsonReader.of(json.getBytes(StandardCharsets.UTF_8)).value();
    } catch (MalformedRecordException e) {
      throw new AssertionError(json, e);
    }
  }
}
