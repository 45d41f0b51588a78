package coop.covm.storage.copy;

import java.io.IOException;
import java.util.Optional;

/** The parts of a backup, one after the other; each is read to its end before the next is asked. */
interface Parts extends AutoCloseable {
  /** The next part; empty if there is none. */
  Optional<PartReader> next() throws IOException;

  @Override
  void close() throws IOException;
}
