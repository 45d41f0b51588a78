package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store compacts what another on the same directory, opened before, reads and writes. */
final class SharedCompactionTest {
  private static final Key MINE = Key.parse("org/acme/mine");
  private static final Key OTHERS = Key.parse("org/acme/others");

  @TempDir Path folder;

  @Test
  void theOtherStoreReadsAndCommitsMeanwhileAndAfterwards() throws Exception {
    TestStore place = new TestStore(folder.resolve("data"));
    try (Store compacting = open(place);
        Store other = open(place)) {
      keepTwoVersions(compacting);
      AtomicBoolean over = new AtomicBoolean();
      List<Throwable> failures = new ArrayList<>();
      NavigableMap<Long, Value> mine = new TreeMap<>();
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; !over.get() || i < 20; i++) {
                    mine.put(put(other, MINE, i), NumberValue.of(i));
                    expectHistory(other, mine);
                  }
                } catch (Throwable e) {
                  failures.add(e);
                }
              });
      for (int i = 0; i < 60; i++) {
        put(compacting, OTHERS, i);
        if (i % 10 == 9) {
          compacting.history().compact(options());
        }
      }
      over.set(true);
      thread.join();
      assertThat(failures).isEmpty();
      assertThat(compacting.history().compact(options()).versions()).isPositive();
      expectHistory(other, mine);
      mine.put(put(other, MINE, 1000), NumberValue.of(1000));
      for (Store store : List.of(compacting, other)) {
        expectHistory(store, mine);
        assertThat(value(store, MINE)).contains(NumberValue.of(1000));
        assertThat(value(store, OTHERS)).contains(NumberValue.of(59));
        assertThat(versions(store, OTHERS)).hasSize(2);
        assertThat(versions(store, MINE)).hasSize(3);
      }
      try (Store again = open(place)) {
        expectHistory(again, mine);
        assertThat(versions(again, OTHERS)).hasSize(2);
        assertThat(versions(again, MINE)).hasSize(3);
        assertThat(again.history().compact(options()).versions()).isEqualTo(1);
      }
    }
    assertThat(place.warnings()).isEmpty();
  }

  /** As of each revision what was written there; before some revision, that it is compacted. */
  private static void expectHistory(Store store, NavigableMap<Long, Value> written) {
    try (StoreView view = store.view()) {
      boolean compacted = false;
      for (Map.Entry<Long, Value> one : written.descendingMap().entrySet()) {
        Optional<Value> value = readable(view, one.getKey());
        if (one.equals(written.lastEntry()) || (!compacted && value.isPresent())) {
          assertThat(value).contains(one.getValue());
        } else {
          compacted = true;
          assertThat(value).as("older than something that was compacted").isEmpty();
        }
      }
    }
  }

  private static Optional<Value> readable(StoreView view, long revision) {
    try {
      return Optional.of(view.getAt(MINE, revision).orElseThrow());
    } catch (StorageException e) {
      assertThat(e.code()).isEqualTo(StorageError.REVISION_COMPACTED);
      return Optional.empty();
    }
  }

  private static void keepTwoVersions(Store store) {
    store
        .history()
        .keep(
            Optional.of(KeyPrefix.parse("org")),
            Optional.of(new HistoryPolicy.Versions(2)),
            options());
  }

  private static long put(Store store, Key key, int value) {
    try (StorageTransaction transaction = store.begin(options())) {
      transaction.set(key, NumberValue.of(value));
      return transaction.commit().orElseThrow();
    }
  }

  private static Optional<Value> value(Store store, Key key) {
    try (StoreView view = store.view()) {
      return view.get(key);
    }
  }

  private static List<Version> versions(Store store, Key key) {
    try (StoreView view = store.view()) {
      return view.versions(key);
    }
  }

  private static Store open(TestStore place) {
    return Store.over(place.open(), OpenMode.CREATE, InstantSource.system());
  }

  private static SessionOptions options() {
    return new SessionOptions(
        Optional.of("ann"), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }
}
