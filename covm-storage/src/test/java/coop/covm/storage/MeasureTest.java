package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.value.StringValue;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many keys there are, and how many bytes, at any revision. */
class MeasureTest {
  private static final KeyPrefix ALL = KeyPrefix.parse("org");

  @Test
  void eachRevisionIsMeasuredAsItsKeysAndValuesAreCounted() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Store store = Store.open("memory:", OpenMode.CREATE)) {
      for (int i = 0; i < 80; i++) {
        change(store, random);
      }
      for (long revision = 0; revision <= store.revision(); revision++) {
        try (StoreView view = store.viewAt(revision)) {
          assertThat(view.measure(ALL))
              .as("seed %s, revision %s", seed, revision)
              .isEqualTo(counted(view));
        }
      }
    }
  }

  private static void change(Store store, Random random) {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    try (StorageTransaction transaction =
        store.begin(new SessionOptions(Optional.empty(), Optional.empty(), statement))) {
      Key key = Key.parse("org/ä/" + random.nextInt(6));
      if (random.nextInt(3) == 0) {
        transaction.delete(key);
      } else {
        transaction.set(key, StringValue.of("é\n".repeat(random.nextInt(5))));
      }
      transaction.commit();
    }
  }

  private static NamespaceUse counted(StoreView view) {
    long bytes = 0;
    for (Key key : view.listKeys(ALL)) {
      bytes += key.utf8().length + CanonicalJson.utf8(view.get(key).orElseThrow()).length;
    }
    return new NamespaceUse(ALL, view.listKeys(ALL).size(), bytes);
  }
}
