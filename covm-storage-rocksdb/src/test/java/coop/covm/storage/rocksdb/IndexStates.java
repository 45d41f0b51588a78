package coop.covm.storage.rocksdb;

import coop.covm.storage.tck.disk.Beside;
import coop.covm.storage.tck.disk.Directories;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * RocksDB may tidy up meanwhile: it first notes that it needs a file no more, then removes it.
   */
  private static void copyOpen(Path from, Path to) throws IOException {
    while (true) {
      try {
        Files.createDirectory(to);
        copyAll(from, to, "CURRENT");
        copyAll(from, to, "MANIFEST-*");
        copyAll(from, to, "*.{sst,log}");
        return;
      } catch (NoSuchFileException e) {
        Directories.remove(to);
      }
    }
  }

  private static void copyAll(Path from, Path to, String names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, names)) {
      for (Path file : files) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
