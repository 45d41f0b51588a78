package coop.covm.storage.tck.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a backend keeps in its directory and derives from the files of its disk. A power cut may
 * leave it as it was at several times, or not at all.
 */
public interface Beside {
  Beside NOTHING =
      new Beside() {
        @Override
        public void keep(Path directory) {}

        @Override
        public int states() {
          return 1;
        }

        @Override
        public void place(int state, Path live, Path left) {}
      };

  /** The store is closed: this is a state that a later power cut may leave. */
  void keep(Path directory) throws IOException;

  /** How many states a power cut may leave now. */
  int states();

  /**
   * Puts one state into a directory.
   *
   * @param live the directory of the store, which is open
   */
  void place(int state, Path live, Path left) throws IOException;
}
