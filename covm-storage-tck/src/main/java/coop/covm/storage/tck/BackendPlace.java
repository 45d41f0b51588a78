package coop.covm.storage.tck;

import coop.covm.storage.OpenMode;
import coop.covm.storage.spi.StorageBackend;

/** Where a backend under test keeps its store: a directory, a database; empty when it is given. */
@FunctionalInterface
public interface BackendPlace {
  /** Opens the store of this place. The suite closes what it opens. */
  StorageBackend open(OpenMode mode);
}
