package coop.covm.cli.bench;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.disk.DirectoryUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store that is made to be measured, and is taken away again. What lies at the place that was
 * named is neither opened nor changed.
 */
public final class ScratchStore implements AutoCloseable {
  private static final String MEMORY = "memory:";

  private final String url;
  private final Store store;
  private final Optional<Path> directory;

  private ScratchStore(String url, Store store, Optional<Path> directory) {
    this.url = url;
    this.store = store;
    this.directory = directory;
  }

  /**
   * Makes a store of the kind, and on the disk, that a URL names: beside the directory of the URL,
   * or in it if it is there and empty.
   *
   * @throws BenchException if no store can be made there
   * @throws coop.covm.storage.StorageException as {@link Store#open}
   */
  public static ScratchStore of(String url, StoreOptions options) {
    if (url.startsWith(MEMORY)) {
      return new ScratchStore(url, Store.open(url, OpenMode.CREATE, options), Optional.empty());
    }
    int colon = url.indexOf(':');
    if (colon < 0 || !List.of("file", "rocksdb").contains(url.substring(0, colon))) {
      Store.open(url, OpenMode.EXISTING, options).close(); // refuses it with its own sentence
      throw new BenchException("no scratch store can be made beside " + url);
    }
    String scheme = url.substring(0, colon);
    Path scratch =
        made(DirectoryUrl.path(scheme, url.substring(colon + 1)).toAbsolutePath().normalize());
    boolean done = false;
    try {
      Store store = Store.open(scheme + ":" + scratch.resolve("store"), OpenMode.CREATE, options);
      done = true;
      return new ScratchStore(url, store, Optional.of(scratch));
    } finally {
      if (!done) {
        remove(scratch);
      }
    }
  }

  /** As it was given. */
  public String url() {
    return url;
  }

  Store store() {
    return store;
  }

  /** Takes it away with all that is in it. */
  @Override
  public void close() {
    try {
      store.close();
    } finally {
      directory.ifPresent(ScratchStore::remove);
    }
  }

  private static Path made(Path named) {
    try {
      if (isEmptyDirectory(named)) {
        return Files.createTempDirectory(named, "covm-bench-");
      }
      Path parent = named.getParent();
      Path name = named.getFileName();
      if (parent == null || name == null) {
        throw new BenchException(
            "%s is the root of a disk; name a directory on it".formatted(named));
      }
      if (Files.exists(named) && !Files.getFileStore(named).equals(Files.getFileStore(parent))) {
        throw new BenchException(
            "%s lies on another disk than %s, where a scratch store would be made; name an empty directory on the disk that is meant"
                .formatted(named, parent));
      }
      return Files.createTempDirectory(parent, name + ".covm-bench-");
    } catch (NoSuchFileException e) {
      throw new BenchException(
          "the directory %s is not there, and a scratch store would be made in it; make it, or name another store"
              .formatted(named.getParent()));
    } catch (IOException e) {
      throw new BenchException(
          "no scratch store can be made beside %s: %s".formatted(named, e.getMessage()));
    }
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Nothing is followed out of the directory. */
  private static void remove(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch store %s is left".formatted(directory), e);
    }
  }
}
