package coop.covm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that lies below a directory, to tell whether a command left anything or changed anything. */
final class DirectoryState {
  private DirectoryState() {}

  /** The content of each file, in short, by its path; directories too. */
  static Map<String, String> of(Path directory) {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        state.put(directory.relativize(path).toString(), content(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state;
  }

  private static String content(Path path) throws IOException {
    return Files.isRegularFile(path)
        ? Files.size(path) + " bytes, hash " + Arrays.hashCode(Files.readAllBytes(path))
        : "directory";
  }
}
