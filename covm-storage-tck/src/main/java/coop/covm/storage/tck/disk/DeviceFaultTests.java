package coop.covm.storage.tck.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk gets full, or can only be read any more, while a store is open on it: commits are
 * refused with the reason, reading goes on, and the store is whole when it is opened again. Needs
 * what {@link LoopFileSystem} needs.
 */
@Tag("slow")
@Timeout(600)
public abstract class DeviceFaultTests {
  private static final long BYTES = 1L << 26;
  private static final int MOST_COMMITS = 100_000;
  private static final Value LARGE = StringValue.of("x".repeat(20_000));

  @TempDir Path folder = Path.of(".");

  /** The URL of the store in a directory. */
  protected abstract String url(Path directory);

  @Test
  void onAFullDiskCommitsAreRefusedUntilThereIsSpaceAgain() throws Exception {
    try (LoopFileSystem system =
        LoopFileSystem.make(folder.resolve("image"), BYTES, folder.resolve("mount"))) {
      String url = url(system.directory().resolve("store"));
      Path filler = system.directory().resolve("filler");
      int committed;
      try (Store store = Store.open(url, OpenMode.CREATE)) {
        commit(store, 0);
        fill(filler);
        committed = commitUntilRefused(store, 1, "No space left on device");
      }
      Files.delete(filler);
      requireWhole(url, committed);
    }
  }

  @Test
  void onADiskThatCanOnlyBeReadCommitsAreRefusedUntilItIsMended() throws Exception {
    try (LoopFileSystem system =
        LoopFileSystem.make(folder.resolve("image"), BYTES, folder.resolve("mount"))) {
      String url = url(system.directory().resolve("store"));
      int committed;
      try (Store store = Store.open(url, OpenMode.CREATE)) {
        for (int i = 0; i < 10; i++) {
          commit(store, i);
        }
        system.failAndRemountForReading();
        committed = commitUntilRefused(store, 10, "Read-only file system");
      }
      assertThat(committed).isEqualTo(10);
      requireRefused(url);
      system.repair();
      system.remount("ro");
      requireRefused(url);
      try (Store store = Store.open(url, OpenMode.READ_ONLY)) {
        requireShown(store, committed);
      }
      system.remount("rw");
      requireWhole(url, committed);
    }
  }

  private static void requireRefused(String url) {
    StorageException refused =
        catchThrowableOfType(
            StorageException.class, () -> Store.open(url, OpenMode.EXISTING).close());
    assertThat(refused.code()).isIn(StorageError.STORE_READ_ONLY, StorageError.STORE_FAILED);
    assertThat(refused).hasMessageFindingMatch("cannot be written|Read-only file system");
  }

  private static void fill(Path filler) throws IOException {
    byte[] part = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(part);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  /** How many commits there are then. */
  private static int commitUntilRefused(Store store, int from, String reason) {
    int[] next = {from};
    StorageException refused =
        catchThrowableOfType(
            StorageException.class,
            () -> {
              while (next[0] < MOST_COMMITS) {
                commit(store, next[0]);
                next[0]++;
              }
            });
    assertThat(refused.code()).isEqualTo(StorageError.STORE_FAILED);
    assertThat(refused).hasMessageContaining(reason);
    requireShown(store, next[0]);
    StorageException again =
        catchThrowableOfType(StorageException.class, () -> commit(store, next[0]));
    assertThat(again.code()).isEqualTo(StorageError.STORE_FAILED);
    assertThat(again)
        .hasMessageContaining("no more commits until it is opened again")
        .hasMessageContaining(reason);
    return next[0];
  }

  private static void requireWhole(String url, int committed) {
    try (Store store = Store.open(url, OpenMode.EXISTING)) {
      requireShown(store, committed);
      commit(store, committed);
    }
    try (Store store = Store.open(url, OpenMode.EXISTING)) {
      requireShown(store, committed + 1);
    }
  }

  private static void requireShown(Store store, int committed) {
    assertThat(store.revision()).isEqualTo(committed);
    try (StorageTransaction transaction = store.begin(options())) {
      for (int i = 0; i < committed; i++) {
        assertThat(transaction.get(key(i))).as("value %s", i).contains(LARGE);
      }
      assertThat(transaction.get(key(committed))).isEmpty();
    }
  }

  private static void commit(Store store, int number) {
    try (StorageTransaction transaction = store.begin(options())) {
      transaction.set(key(number), LARGE);
      transaction.commit();
    }
  }

  private static Key key(int number) {
    return Key.parse("org/acme/k" + number);
  }

  private static SessionOptions options() {
    return new SessionOptions(
        Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }
}
