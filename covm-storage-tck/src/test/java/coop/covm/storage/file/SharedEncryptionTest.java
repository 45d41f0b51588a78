package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Durability;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.value.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store encrypts what another on the same directory, opened before, reads and writes. */
final class SharedEncryptionTest {
  private static final Key SECRET = Key.parse("org/acme/secret");
  private static final String MARK = "Zq7pKw-2Xv9";

  @TempDir Path folder;

  private final MasterKeys keys = MasterKeys.of(MasterKey.generate().text(), "the test");

  @Test
  void theOtherStoreGoesOnAndWritesNothingOfBeforeToTheDisk() throws Exception {
    TestStore place = new TestStore(folder.resolve("data"));
    try (Store other = open(place);
        Store encrypting = open(place)) {
      for (int i = 0; i < 5; i++) {
        put(other, SECRET, MARK + i);
        put(other, Key.parse("org/acme/k" + i), MARK + i);
      }
      encrypting.encryption().encrypt(KeyPrefix.parse("org/acme"), options());
      try (StoreView view = other.view()) {
        assertThat(view.get(SECRET)).contains(StringValue.of(MARK + 4));
        assertThat(view.getAt(SECRET, 1)).contains(StringValue.of(MARK + 0));
      }
      put(other, SECRET, MARK);
      for (int i = 0; i < 60; i++) {
        put(other, Key.parse("org/zeta/k" + i), "so much that it writes its index");
      }
      encrypting.encryption().rotate(List.of(KeyPrefix.parse("org/acme")), options());
      put(other, SECRET, MARK + "last");
      try (StoreView view = encrypting.view()) {
        assertThat(view.get(SECRET)).contains(StringValue.of(MARK + "last"));
      }
    } // the other is closed last, when it has written its index
    assertThat(holding(folder)).isEmpty();
    try (Store again = open(place);
        StoreView view = again.view()) {
      assertThat(view.get(SECRET)).contains(StringValue.of(MARK + "last"));
      assertThat(view.get(Key.parse("org/acme/k3"))).contains(StringValue.of(MARK + 3));
    }
  }

  private Store open(TestStore place) throws IOException {
    return Store.over(
        place.open(OpenMode.CREATE, oneSegment(place)),
        OpenMode.CREATE,
        InstantSource.system(),
        StoreOptions.STANDARD.withMasterKeys(keys));
  }

  /** All is in one segment, of which the other has read a part when it is encrypted. */
  private static FileStoreOptions oneSegment(TestStore place) {
    return new FileStoreOptions(Durability.SYNC, 1 << 20, 0, place.warnings()::add);
  }

  private static SessionOptions options() {
    return new SessionOptions(
        Optional.of("ana"), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  private static void put(Store store, Key key, String text) {
    try (StorageTransaction transaction = store.begin(options())) {
      transaction.set(key, StringValue.of(text));
      transaction.commit();
    }
  }

  private static List<String> holding(Path folder) throws IOException {
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(MARK)) {
          holding.add(file.getFileName().toString());
        }
      }
    }
    return holding;
  }
}
