package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Goes through an export, with its keys where they are to go. For use by one thread. */
final class ImportReader implements AutoCloseable {
  /** How often an interrupt of the thread is looked for. */
  private static final int LOOKED_EVERY = 256;

  private final InputStream in;
  private final ExportReader reader;
  private final Optional<KeyPrefix> into;

  private ImportReader(InputStream in, ExportReader reader, Optional<KeyPrefix> into) {
    this.in = in;
    this.reader = reader;
    this.into = into;
  }

  /** Reads the first line. */
  static ImportReader open(ImportFile file, Optional<KeyPrefix> into) throws IOException {
    InputStream in = file.open();
    boolean done = false;
    try {
      ImportReader reader =
          new ImportReader(in, new ExportReader(in, file.name(), file.unproven()), into);
      done = true;
      return reader;
    } finally {
      if (!done) {
        in.close();
      }
    }
  }

  /**
   * The next key; empty at the end, when the export was found to be whole.
   *
   * @throws ExchangeException as {@link ExportReader}; {@code InvalidEntry} for a key that would
   *     break a rule where it is to go
   */
  Optional<ImportStep> next() throws IOException, InterruptedException {
    if (reader.keys() % LOOKED_EVERY == 0 && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return reader.next().map(this::moved);
  }

  private ImportStep moved(ExportReader.Read read) {
    return new ImportStep(
        target(read), read.entry().value(), read.line().place(0), read.line().bytes().length);
  }

  private Key target(ExportReader.Read read) {
    Key key = read.entry().key();
    if (into.isEmpty()) {
      return key;
    }
    int dropped = reader.header().prefix().map(prefix -> prefix.toString().length() + 1).orElse(0);
    try {
      return Key.parse(into.get() + "/" + key.toString().substring(dropped));
    } catch (StorageException e) {
      throw read.line().invalidKey(String.valueOf(e.getMessage()));
    }
  }

  long bytes() {
    return reader.bytes();
  }

  long keys() {
    return reader.keys();
  }

  /** The digest of the export, once it was read to its end. */
  Digest sha256() {
    return reader.sha256();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
