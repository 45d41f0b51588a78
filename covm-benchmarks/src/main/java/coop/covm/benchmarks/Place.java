package coop.covm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for what a suite makes, removed with all that is in it when the suite ends.
 *
 * @param path of the directory
 */
record Place(Path path) implements AutoCloseable {
  /** A new directory among temporary files. */
  static Place temporary() throws IOException {
    return new Place(Files.createTempDirectory("covm-bench-"));
  }

  /** A new directory below another. */
  static Place below(Path directory) throws IOException {
    return new Place(Files.createTempDirectory(directory, "covm-bench-"));
  }

  @Override
  public void close() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> below = Files.walk(path)) {
      below.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
