package coop.covm.storage.file;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.disk.WatchedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory for a store, with small segments, and the warnings that came of it. */
final class TestStore {
  static final long SEGMENT_BYTES = 1500;

  private final Path directory;
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  TestStore(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  List<String> warnings() {
    return warnings;
  }

  FileStoreOptions options() {
    return new FileStoreOptions(Durability.SYNC, SEGMENT_BYTES, Long.MAX_VALUE, warnings::add);
  }

  /** Options with which every growth of the journal by so much gives an index snapshot. */
  FileStoreOptions snapshotsEvery(long bytes) {
    return new FileStoreOptions(Durability.SYNC, SEGMENT_BYTES, bytes, warnings::add);
  }

  FileStorageBackend open(OpenMode mode) {
    return open(mode, options());
  }

  FileStorageBackend open(OpenMode mode, FileStoreOptions options) {
    return StoreOpening.open(new RealDisk(directory), mode, options);
  }

  /** Opens without forcing anything, which is quick. */
  FileStorageBackend openUnforced(OpenMode mode) {
    return StoreOpening.open(WatchedDisk.unforced(directory), mode, options());
  }

  FileStorageBackend open() {
    return open(OpenMode.CREATE);
  }

  /** The segments of the journal, oldest first. */
  List<Path> segments() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> StoreLayout.segmentRevision(f.getFileName().toString()).isPresent())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Every file with its bytes. */
  Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }

  /** Makes the directory hold exactly this. */
  void restore(Map<String, byte[]> content) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          if (!content.containsKey(file.getFileName().toString())) {
            Files.delete(file);
          }
        }
      }
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        Path path = directory.resolve(file.getKey());
        if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
          Files.deleteIfExists(path); // some file systems write a truncated file out at once
          Files.write(path, file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads every commit and every entry; the head. */
  static Head readAll(StorageBackend backend) {
    try (BackendSnapshot snapshot = backend.snapshot()) {
      Head head = Head.EMPTY;
      for (long revision = 1; revision <= snapshot.head().revision(); revision++) {
        CommitRecord record = snapshot.commit(revision);
        if (!record.previous().equals(head.digest())) {
          throw new AssertionError("revision " + revision + " does not follow");
        }
        head = record.head();
      }
      if (!head.equals(snapshot.head())) {
        throw new AssertionError("the head is not the last commit");
      }
      return head;
    }
  }
}
