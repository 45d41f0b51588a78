package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.storage.exchange.ImportFile;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The export that is to be imported. It is read twice, so what is no plain file (standard input, a
 * pipe) is put into one first, which its owner alone may read, and which goes when this is closed.
 *
 * @param temporary whether the file goes
 */
record ImportInput(ImportFile file, boolean temporary) implements AutoCloseable {
  /**
   * @param name a path, or {@code -}
   * @throws coop.covm.cli.output.CommandException {@code InputNotFound} or {@code InputUnreadable}
   */
  static ImportInput of(String name, Terminal terminal) {
    try {
      if (name.equals(InputBytes.STANDARD_INPUT)) {
        return copied(terminal.input(), "<stdin>");
      }
      Path path = InputBytes.file(name);
      if (!Files.exists(path) || Files.isRegularFile(path)) {
        return new ImportInput(new ImportFile(path), false);
      }
      try (InputStream in = new FileInputStream(path.toFile())) {
        return copied(in, name);
      }
    } catch (IOException e) {
      throw InputBytes.failed(name, e);
    }
  }

  private static ImportInput copied(InputStream in, String name) throws IOException {
    Path copy = Files.createTempFile("covm-import-", ".jsonl"); // for its owner alone
    boolean done = false;
    try (OutputStream out = new FileOutputStream(copy.toFile())) {
      in.transferTo(out);
      done = true;
      return new ImportInput(new ImportFile(copy, name), true);
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(file.path());
      } catch (IOException e) {
        // It lies where the system keeps such files, and is nobody else's to read.
      }
    }
  }
}
