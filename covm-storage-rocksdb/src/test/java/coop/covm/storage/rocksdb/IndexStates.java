package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.disk.Beside;
import coop.covm.storage.tck.disk.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The states of the index that a power cut may leave: none, the present one, and that of each
 * earlier closing. RocksDB writes files of its own and forces them as it likes; what an index has
 * seen was durable in the log before.
 */
final class IndexStates implements Beside {
  private final Path folder;
  private final List<Path> kept = new ArrayList<>();

  /**
   * @param folder for copies
   */
  IndexStates(Path folder) {
    this.folder = folder;
  }

  @Override
  public void keep(Path directory) throws IOException {
    Path copy = Files.createTempDirectory(folder, "index").resolve("copy");
    Directories.copy(directory.resolve(StoreLayout.INDEX), copy);
    kept.add(copy);
  }

  @Override
  public int states() {
    return 2 + kept.size();
  }

  @Override
  public void place(int state, Path live, Path left) throws IOException {
    Path present = live.resolve(StoreLayout.INDEX);
    if (state == 1 && Files.exists(present.resolve("CURRENT"))) {
      copyOpen(present, left.resolve(StoreLayout.INDEX));
    } else if (state > 1) {
      Directories.copy(kept.get(state - 2), left.resolve(StoreLayout.INDEX));
    }
  }

  /** RocksDB may tidy up meanwhile; then the copy is of no one moment. */
  private static void copyOpen(Path from, Path to) throws IOException {
    while (true) {
      try {
        Map<String, Long> before = sizes(from);
        Directories.copy(from, to);
        if (before.equals(sizes(from))) {
          return;
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // one of those that RocksDB has removed
      }
      Directories.remove(to);
    }
  }

  private static Map<String, Long> sizes(Path directory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        sizes.put(file.toString(), Files.size(file));
      }
    }
    return sizes;
  }
}
