package coop.covm.storage.rocksdb;

import coop.covm.storage.Durability;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A directory with a store that begins a new segment every few commits. */
final class TestDirectory {
  private final Path directory;
  final List<String> warnings = new ArrayList<>();

  TestDirectory(Path directory) {
    this.directory = directory;
  }

  Path path() {
    return directory;
  }

  /** Opens it, with segments of 4 KiB, without patience. */
  StorageBackend backend(OpenMode mode) {
    return backend(mode, Durability.SYNC);
  }

  StorageBackend backend(OpenMode mode, Durability durability) {
    RocksDbOptions options =
        new RocksDbOptions(Duration.ofMillis(50), durability, 1 << 12, 1 << 20, warnings::add);
    return StoreOpening.open(new RealDisk(directory), mode, options);
  }

  Store store(OpenMode mode) {
    return Store.over(backend(mode), mode, InstantSource.system());
  }

  /** Sets a key, and returns the new head. */
  static Head put(Store store, String name, String value) {
    SessionOptions options =
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    try (StorageTransaction transaction = store.begin(options)) {
      transaction.set(Key.parse("org/acme/" + name), StringValue.of(value));
      return transaction.commit().isPresent() ? head(store) : Head.EMPTY;
    }
  }

  static Head head(Store store) {
    try (StoreView view = store.view()) {
      return view.revision() == 0 ? Head.EMPTY : view.commit(view.revision()).head();
    }
  }

  /** Reads every commit and every value; the head. */
  static Head readAll(Store store) {
    try (StoreView view = store.view()) {
      Digest before = Digest.NONE;
      Head head = Head.EMPTY;
      for (long revision = 1; revision <= view.revision(); revision++) {
        CommitRecord record = view.commit(revision);
        if (!record.previous().equals(before)) {
          throw new AssertionError("revision " + revision + " does not follow");
        }
        record
            .body()
            .changes()
            .forEach(change -> {
              if (view.versions(change.key()).isEmpty() || view.get(change.key()).isEmpty()) {
                throw new AssertionError("the index does not know " + change.key());
              }
            });
        head = record.head();
        before = head.digest();
      }
      return head;
    }
  }

  /** Every file by its path below the directory. */
  Map<String, byte[]> content() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }

  /** Makes the directory hold exactly this. */
  void restore(Map<String, byte[]> content) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
