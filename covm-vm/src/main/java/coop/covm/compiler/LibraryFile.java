package coop.covm.compiler;

import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of the standard library.
 *
 * @param name without its ending
 * @param functions the names of its functions, in the order of the text
 */
public record LibraryFile(String name, List<String> functions) {
  public LibraryFile {
    functions = List.copyOf(functions);
  }

  /** Reads its text. */
  public SourceFile source() {
    String file = name + ".covm";
    try (InputStream in = LibraryFile.class.getResourceAsStream("library/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the library has no file " + file);
      }
      return new SourceFile(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
