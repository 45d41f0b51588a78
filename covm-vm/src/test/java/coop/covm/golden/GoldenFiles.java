package coop.covm.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that the tests of this package read, in the source tree. */
final class GoldenFiles {
  /** Whether expectations and generated pages are rewritten instead of compared. */
  static final boolean UPDATE = Boolean.getBoolean("covm.golden.update");

  /** Tests run in the folder of their module. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  static final Path GOLDEN = Path.of("src", "test", "resources", "golden").toAbsolutePath();

  private GoldenFiles() {}

  /** Every golden program, by name. */
  static List<Path> all() {
    return programsIn(GOLDEN);
  }

  /** Every file below a folder that is a program, by name. */
  static List<Path> programsIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".covm")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a golden program below the golden folder, with {@code /}. */
  static String name(Path file) {
    return GOLDEN.relativize(file).toString().replace('\\', '/');
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
