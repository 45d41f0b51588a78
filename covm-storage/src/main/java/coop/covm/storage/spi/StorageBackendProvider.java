package coop.covm.storage.spi;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;
import java.io.IOException;
import java.util.Optional;

/** Opens the backends of one URL scheme; found by {@link java.util.ServiceLoader}. */
public interface StorageBackendProvider {
  /** The scheme without its colon, such as {@code file}. */
  String scheme();

  /**
   * Opens a backend.
   *
   * @param location what follows the colon of the URL
   * @param options what of them concerns a backend: patience, where one process at a time has the
   *     store, and durability
   * @throws coop.covm.storage.StorageException {@code StoreUrl}, {@code StoreNotFound}, {@code
   *     StoreFormat}, {@code StoreDamaged}, {@code StoreFailed}, {@code StoreReadOnly} or {@code
   *     StoreBusy}
   */
  StorageBackend open(String location, OpenMode mode, StoreOptions options);

  /**
   * Reads the log of a store that may be damaged, whatever else is wrong with it. Empty if stores
   * of this kind have no files that could be damaged.
   *
   * @param location what follows the colon of the URL
   * @param options what of them concerns a backend: patience
   * @throws coop.covm.storage.StorageException {@code StoreUrl}; {@code StoreNotFound} if no log
   *     lies there; {@code StoreFormat} if it is of a newer release; {@code StoreBusy}
   * @throws IOException if the directory cannot be read
   */
  default Optional<DamagedLog> damaged(String location, StoreOptions options) throws IOException {
    return Optional.empty();
  }
}
