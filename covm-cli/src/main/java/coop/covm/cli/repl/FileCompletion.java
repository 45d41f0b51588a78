package coop.covm.cli.repl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Completes names of files; a directory ends in a slash. Hidden ones only where asked for. */
final class FileCompletion {
  private static final int LOOKED_AT = 10_000;

  private FileCompletion() {}

  /**
   * @param start where the name begins
   */
  static Completion complete(String text, int start) {
    String typed = text.substring(start);
    int slash = typed.lastIndexOf('/');
    String above = typed.substring(0, slash + 1);
    String name = typed.substring(slash + 1);
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(above.isEmpty() ? "." : above))) {
      int looked = 0;
      for (Path entry : entries) {
        String found = String.valueOf(entry.getFileName());
        if (found.startsWith(name) && (!found.startsWith(".") || name.startsWith("."))) {
          files.add(above + found + (Files.isDirectory(entry) ? "/" : ""));
        }
        if (++looked == LOOKED_AT) {
          break;
        }
      }
    } catch (IOException | InvalidPathException | SecurityException nothingToOffer) {
      return new Completion(start, List.of());
    }
    return new Completion(start, files.stream().sorted().toList());
  }
}
