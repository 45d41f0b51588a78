package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.copy.Backup;
import coop.covm.storage.copy.BackupSource;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Migration;
import coop.covm.storage.copy.Restore;
import coop.covm.storage.copy.RestorePoint;
import coop.covm.storage.log.Head;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Members;
import coop.covm.value.NumberValue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A history goes from every backend into every other. */
final class CopyPairsTest {
  @TempDir Path folder = Path.of(".");

  static Stream<Arguments> pairs() {
    return Stream.of("memory:", "file:", "rocksdb:")
        .flatMap(
            from -> Stream.of("memory:", "file:", "rocksdb:").map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void migratedBackedUpAndRestoredItIsTheSameStore(String from, String to) throws Exception {
    try (Store source =
            Store.over(backend(from, "source"), OpenMode.CREATE, InstantSource.system());
        StorageBackend migrated = backend(to, "migrated");
        StorageBackend restored = backend(to, "restored")) {
      Members members = Members.secure(source);
      Caller root = members.caller("root");
      for (int i = 0; i < 50; i++) {
        try (Session session = source.session(members.as("root"))) {
          session.set(Key.parse("org/k" + i % 7), NumberValue.of(i));
          session.increment(Key.parse("org/count"), NumberValue.of(1));
        }
      }
      Head head = new Migration(source, root, CopyListener.NONE).into(migrated).head();
      Path directory = folder.resolve("backup");
      Backup.Report backup = new Backup(source, root, CopyListener.NONE).into(directory, false);
      Restore restore =
          new Restore(BackupSource.of(directory), RestorePoint.NEWEST, CopyListener.NONE);
      assertThat(restore.into(restored).content().head()).isEqualTo(head);
      assertThat(backup.head()).isEqualTo(head).isEqualTo(source.head());
      for (StorageBackend target : List.of(migrated, restored)) {
        assertSame(Store.over(target, OpenMode.CREATE, InstantSource.system()), head, root);
      }
    }
  }

  private static void assertSame(Store store, Head head, Caller root) throws Exception {
    assertThat(store.head()).isEqualTo(head);
    assertThat(store.audit().verify(root, Optional.empty(), _ -> {}).findings()).isEmpty();
    try (StoreView view = store.view(root)) {
      assertThat(view.get(Key.parse("org/count"))).contains(NumberValue.of(50));
    }
  }

  private StorageBackend backend(String scheme, String name) {
    return scheme.equals("memory:")
        ? new MemoryBackend()
        : StoreCopies.open(scheme + folder.resolve(name), StoreOptions.STANDARD);
  }
}
