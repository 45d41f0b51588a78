package coop.covm.storage.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DifferenceCursorTest {
  private static final KeyPrefix ALL = KeyPrefix.parse("org");

  private final Store store = Store.open("memory:", OpenMode.CREATE);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keysComeInOrderEachOnceAndOnlyThoseThatDiffer() {
    commit(set("org/a/added-later", 0), set("org/a/kept", 1), set("org/b", 2), set("org/c/x", 3));
    try (StoreView before = store.view()) {
      commit(
          set("org/c/x", 4), remove("org/a/added-later"), set("org/a/z", 5), set("org/a/kept", 1));
      try (StoreView after = store.view()) {
        assertThat(differences(before, after, ALL))
            .containsExactly(
                new KeyDifference.Removed(key("org/a/added-later"), n(0)),
                new KeyDifference.Added(key("org/a/z"), n(5)),
                new KeyDifference.Changed(key("org/c/x"), n(3), n(4)));
        assertThat(differences(before, after, KeyPrefix.parse("org/c")))
            .containsExactly(new KeyDifference.Changed(key("org/c/x"), n(3), n(4)));
        assertThat(differences(after, before, KeyPrefix.parse("org/c")))
            .containsExactly(new KeyDifference.Changed(key("org/c/x"), n(4), n(3)));
        assertThat(differences(after, after, ALL)).isEmpty();
      }
    }
  }

  @Test
  void aTransactionIsComparedWithItsOwnChanges() {
    commit(set("org/a/x", 1));
    try (StoreView before = store.view();
        StorageTransaction transaction = begin()) {
      transaction.increment(key("org/a/x"), n(2));
      transaction.set(key("org/a/y"), n(1));
      List<KeyDifference> found = new ArrayList<>();
      try (DifferenceCursor cursor =
          DifferenceCursor.between(Contents.of(before), Contents.of(transaction), ALL)) {
        while (cursor.next()) {
          found.add(cursor.difference());
        }
      }
      assertThat(found)
          .containsExactly(
              new KeyDifference.Changed(key("org/a/x"), n(1), n(3)),
              new KeyDifference.Added(key("org/a/y"), n(1)));
    }
  }

  @Test
  void aCursorStandsOnNothingBeforeTheFirstAndBehindTheLast() {
    commit(set("org/a/x", 1));
    try (StoreView before = store.viewAt(0);
        StoreView after = store.view();
        DifferenceCursor cursor =
            DifferenceCursor.between(Contents.of(before), Contents.of(after), ALL)) {
      assertThatThrownBy(cursor::difference).isInstanceOf(IllegalStateException.class);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
      assertThatThrownBy(cursor::difference).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void randomHistoriesDifferAsTwoMapsDo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<TreeMap<Key, Value>> states = new ArrayList<>(List.of(new TreeMap<>()));
    for (int revision = 1; revision <= 40; revision++) {
      TreeMap<Key, Value> state = new TreeMap<>(states.getLast());
      try (StorageTransaction transaction = begin()) {
        transaction.set(key("org/mark/m"), n(revision));
        state.put(key("org/mark/m"), n(revision));
        for (int i = random.nextInt(6); i > 0; i--) {
          Key key = key("org/k/" + random.nextInt(12));
          if (random.nextInt(3) == 0) {
            transaction.delete(key);
            state.remove(key);
          } else {
            Value value = n(random.nextInt(3));
            transaction.set(key, value);
            state.put(key, value);
          }
        }
        transaction.commit();
      }
      states.add(state);
    }
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(states.size());
      int to = random.nextInt(states.size());
      try (StoreView before = store.viewAt(from);
          StoreView after = store.viewAt(to)) {
        assertThat(differences(before, after, ALL))
            .as("seed %s, from %s to %s", seed, from, to)
            .isEqualTo(expected(states.get(from), states.get(to)));
        assertThat(differences(Contents.of(before, store), Contents.of(after, store), ALL))
            .as("seed %s, of one store from %s to %s", seed, from, to)
            .isEqualTo(expected(states.get(from), states.get(to)));
      }
    }
  }

  private static List<KeyDifference> expected(Map<Key, Value> before, Map<Key, Value> after) {
    TreeMap<Key, KeyDifference> found = new TreeMap<>();
    before.forEach((key, value) -> {
      Value now = after.get(key);
      if (now == null) {
        found.put(key, new KeyDifference.Removed(key, value));
      } else if (!now.equals(value)) {
        found.put(key, new KeyDifference.Changed(key, value, now));
      }
    });
    after.forEach((key, value) -> {
      if (!before.containsKey(key)) {
        found.put(key, new KeyDifference.Added(key, value));
      }
    });
    return List.copyOf(found.values());
  }

  @Test
  void whatDidNotChangeInAStoreIsNotRead() {
    commit(set("org/a/kept", 1), set("org/a/other", 2), set("org/a/changed", 3));
    try (StoreView before = store.view()) {
      commit(set("org/a/changed", 4));
      commit(set("org/a/other", 2));
      try (StoreView after = store.view()) {
        List<Key> read = new ArrayList<>();
        assertThat(
                differences(
                    new Noted(Contents.of(before, store), read),
                    new Noted(Contents.of(after, store), read),
                    ALL))
            .containsExactly(new KeyDifference.Changed(key("org/a/changed"), n(3), n(4)));
        assertThat(read)
            .containsExactly(
                key("org/a/changed"), key("org/a/changed"), key("org/a/other"), key("org/a/other"));
      }
    }
  }

  @Test
  void revisionsOfTwoStoresAreNeverTakenForTheSame() {
    commit(set("org/a/x", 1));
    try (Store other = Store.open("memory:", OpenMode.CREATE)) {
      try (StorageTransaction transaction = begin(other)) {
        transaction.set(key("org/a/x"), n(2));
        transaction.commit();
      }
      try (StoreView one = store.view();
          StoreView two = other.view()) {
        assertThat(differences(Contents.of(one, store), Contents.of(two, other), ALL))
            .containsExactly(new KeyDifference.Changed(key("org/a/x"), n(1), n(2)));
      }
    }
  }

  /** Contents that note which values are read. */
  private record Noted(Contents contents, List<Key> read) implements Contents {
    @Override
    public KeyCursor keys(KeyPrefix prefix) {
      return contents.keys(prefix);
    }

    @Override
    public Optional<Value> get(Key key) {
      read.add(key);
      return contents.get(key);
    }

    @Override
    public boolean isKnownSame(Key key, Contents other) {
      return other instanceof Noted noted && contents.isKnownSame(key, noted.contents);
    }
  }

  private static List<KeyDifference> differences(
      StoreView before, StoreView after, KeyPrefix prefix) {
    return differences(Contents.of(before), Contents.of(after), prefix);
  }

  private static List<KeyDifference> differences(
      Contents before, Contents after, KeyPrefix prefix) {
    List<KeyDifference> found = new ArrayList<>();
    try (DifferenceCursor cursor = DifferenceCursor.between(before, after, prefix)) {
      while (cursor.next()) {
        found.add(cursor.difference());
      }
    }
    return found;
  }

  /** What a commit does to a key. */
  private record Step(Key key, Optional<Value> value) {}

  private static Step set(String key, double value) {
    return new Step(key(key), Optional.of(n(value)));
  }

  private static Step remove(String key) {
    return new Step(key(key), Optional.empty());
  }

  private void commit(Step... steps) {
    try (StorageTransaction transaction = begin()) {
      for (Step step : steps) {
        step.value()
            .ifPresentOrElse(
                value -> transaction.set(step.key(), value), () -> transaction.delete(step.key()));
      }
      transaction.commit();
    }
  }

  private StorageTransaction begin() {
    return begin(store);
  }

  private static StorageTransaction begin(Store store) {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    return store.begin(new SessionOptions(Optional.empty(), Optional.empty(), statement));
  }

  private static Key key(String text) {
    return Key.parse(text);
  }

  private static Value n(double value) {
    return NumberValue.of(value);
  }
}
