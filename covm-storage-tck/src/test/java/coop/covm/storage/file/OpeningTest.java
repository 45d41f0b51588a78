package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Commits;
import coop.covm.storage.tck.disk.WatchedDisk;
import coop.covm.storage.tck.disk.WatchedDisk.Watcher;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies at the place, opening it gives a store or one clear sentence. */
final class OpeningTest {
  @TempDir Path folder;
  TestStore store = new TestStore(Path.of("."));

  @BeforeEach
  void setUp() {
    store = new TestStore(folder.resolve("data"));
  }

  private static void assertRefused(StorageError code, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(List.of(parts)).allMatch(e.getMessage()::contains);
            });
  }

  @Test
  void theProviderIsFoundAndOpensRelativeAndAbsolutePaths() {
    FileStorageBackendProvider provider =
        ServiceLoader.load(coop.covm.storage.spi.StorageBackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(FileStorageBackendProvider.class::isInstance)
            .map(FileStorageBackendProvider.class::cast)
            .findAny()
            .orElseThrow();
    assertThat(provider.scheme()).isEqualTo("file");
    String path = store.directory().toAbsolutePath().toString();
    provider.open(path, OpenMode.CREATE, StoreOptions.STANDARD).close();
    provider.open("//" + path, OpenMode.EXISTING, StoreOptions.STANDARD).close();
    Path relative = Path.of("").toAbsolutePath().relativize(store.directory().toAbsolutePath());
    provider.open(relative.toString(), OpenMode.EXISTING, StoreOptions.STANDARD).close();
    for (String location : List.of("", "  ", "//host/share", "a\0b")) {
      assertRefused(
          StorageError.STORE_URL,
          () -> provider.open(location, OpenMode.CREATE, StoreOptions.STANDARD),
          "file:DIR");
    }
  }

  @Test
  void whatIsMissingIsMadeOnlyWhenAsked() throws Exception {
    for (OpenMode mode : List.of(OpenMode.EXISTING, OpenMode.READ_ONLY)) {
      assertRefused(
          StorageError.STORE_NOT_FOUND,
          () -> store.open(mode),
          store.directory().toString(),
          "check the path");
      assertThat(store.directory()).doesNotExist();
    }
    Files.createDirectory(store.directory());
    for (OpenMode mode : List.of(OpenMode.EXISTING, OpenMode.READ_ONLY)) {
      assertRefused(StorageError.STORE_NOT_FOUND, () -> store.open(mode), "no store");
      assertThat(store.directory()).isEmptyDirectory();
    }
    store.open().close();
    TestStore deep = new TestStore(folder.resolve("a/b/c"));
    try (StorageBackend backend = deep.open()) {
      assertThat(backend.created()).isTrue();
    }
    deep.open(OpenMode.READ_ONLY).close();
  }

  @Test
  void aPlaceThatHoldsSomethingElseIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "text");
    for (OpenMode mode : OpenMode.values()) {
      assertRefused(
          StorageError.STORE_FORMAT, () -> new TestStore(file).open(mode), "not a directory");
      assertThatThrownBy(() -> new TestStore(file.resolve("below")).open(mode))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(file.toString());
    }
    assertThat(file).hasContent("text");
    Files.createDirectory(store.directory());
    for (String name : List.of("holiday.jpg", "format.json")) {
      Files.writeString(store.file(name), "{\"format\":\"something else\"}");
      Map<String, byte[]> before = store.content();
      for (OpenMode mode : OpenMode.values()) {
        assertRefused(
            StorageError.STORE_FORMAT, () -> store.open(mode), store.directory().toString());
      }
      before.remove(StoreLayout.LOCK);
      Map<String, byte[]> after = store.content();
      after.remove(StoreLayout.LOCK);
      assertThat(after).usingRecursiveComparison().isEqualTo(before);
      Files.delete(store.file(name));
    }
  }

  @Test
  void aStoreOfANewerReleaseIsRefusedNamingBothVersions() throws Exception {
    store.open().close();
    Files.writeString(
        store.file(StoreLayout.FORMAT),
        "{\"format\":\"covm-file-store\",\"version\":12,\"compression\":\"yes\"}\n");
    for (OpenMode mode : OpenMode.values()) {
      assertRefused(
          StorageError.STORE_FORMAT, () -> store.open(mode), "version 12", "up to version 1");
    }
  }

  @Test
  void aCreationThatNeverFinishedIsCompletedAndHoldsNothing() {
    store.open().close();
    Map<String, byte[]> whole = store.content();
    whole.put(FormatFile.UNFINISHED, whole.getOrDefault(StoreLayout.FORMAT, new byte[0]));
    whole.remove(StoreLayout.FORMAT);
    List<String> names = List.copyOf(whole.keySet());
    for (int present = 0; present < 1 << names.size(); present++) {
      Map<String, byte[]> content = new TreeMap<>();
      for (int i = 0; i < names.size(); i++) {
        if ((present & 1 << i) != 0) {
          byte[] bytes = whole.getOrDefault(names.get(i), new byte[0]);
          content.put(names.get(i), present % 2 == 0 ? bytes : new byte[bytes.length / 2]);
        }
      }
      store.restore(content);
      assertRefused(StorageError.STORE_NOT_FOUND, () -> store.open(OpenMode.EXISTING));
      assertRefused(StorageError.STORE_NOT_FOUND, () -> store.open(OpenMode.READ_ONLY));
      try (StorageBackend backend = store.open()) {
        assertThat(backend.created()).isTrue();
        Commits.commit(backend, "a");
      }
      try (StorageBackend backend = store.open(OpenMode.EXISTING)) {
        assertThat(Commits.get(backend, "a")).isEqualTo("v1");
      }
    }
    assertThat(store.warnings()).isEmpty();
  }

  @Test
  void aPlaceThatCannotBeWrittenSaysSoAndCanBeRead() throws Exception {
    try (StorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
    }
    Watcher denied =
        new Watcher() {
          @Override
          public void beforeChange(String what) throws IOException {
            if (!what.startsWith("force")) {
              throw new AccessDeniedException(store.directory() + "/" + what);
            }
          }
        };
    Watcher readOnly =
        new Watcher() {
          @Override
          public void beforeChange(String what) {
            if (!what.startsWith("force")) {
              throw new ReadOnlyFileSystemException();
            }
          }
        };
    Path torn = store.segments().getFirst();
    Files.writeString(torn, "{\"torn", java.nio.file.StandardOpenOption.APPEND);
    for (Watcher watcher : List.of(denied, readOnly)) {
      WatchedDisk disk = new WatchedDisk(store.directory(), watcher);
      assertRefused(
          StorageError.STORE_READ_ONLY,
          () -> StoreOpening.open(disk, OpenMode.EXISTING, store.options()),
          "cannot be written",
          "open the store for reading");
      try (StorageBackend reader = StoreOpening.open(disk, OpenMode.READ_ONLY, store.options())) {
        assertThat(Commits.get(reader, "a")).isEqualTo("v1");
      }
    }
    assertThat(Files.readString(torn)).endsWith("{\"torn");
  }

  @Test
  void aReaderNeedsNoLockFileAndMakesNone() throws Exception {
    try (StorageBackend backend = store.open()) {
      Commits.commit(backend, "a");
    }
    Files.delete(store.file(StoreLayout.LOCK));
    try (StorageBackend reader = store.open(OpenMode.READ_ONLY)) {
      assertThat(Commits.get(reader, "a")).isEqualTo("v1");
      assertThat(store.file(StoreLayout.LOCK)).doesNotExist();
      try (StorageBackend writer = store.open()) {
        Commits.commit(writer, "a");
      }
      assertThat(Commits.get(reader, "a")).isEqualTo("v2");
    }
  }
}
