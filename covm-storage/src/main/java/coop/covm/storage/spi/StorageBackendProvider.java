package coop.covm.storage.spi;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StoreOptions;

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
}
