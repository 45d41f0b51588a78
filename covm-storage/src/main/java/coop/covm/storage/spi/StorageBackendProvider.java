package coop.covm.storage.spi;

import coop.covm.storage.OpenMode;
import java.time.Duration;

/** Opens the backends of one URL scheme; found by {@link java.util.ServiceLoader}. */
public interface StorageBackendProvider {
  /** The scheme without its colon, such as {@code file}. */
  String scheme();

  /**
   * Opens a backend.
   *
   * @param location what follows the colon of the URL
   * @param patience how long to wait for another process that holds the store; of no meaning where
   *     processes share it
   * @throws coop.covm.storage.StorageException {@code StoreUrl}, {@code StoreNotFound}, {@code
   *     StoreFormat}, {@code StoreDamaged}, {@code StoreFailed}, {@code StoreReadOnly} or {@code
   *     StoreBusy}
   */
  StorageBackend open(String location, OpenMode mode, Duration patience);
}
