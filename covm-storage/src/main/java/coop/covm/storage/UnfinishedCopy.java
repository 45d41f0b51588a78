package coop.covm.storage;

import coop.covm.storage.spi.StorageBackend;
import java.util.Optional;

/**
 * The mark of a store that does not have all of the history yet that it is to have. While it is
 * there nobody opens the store, so that a part is never taken for the whole.
 */
final class UnfinishedCopy {
  private static final String NAME = "unfinished-copy";

  private UnfinishedCopy() {}

  static Optional<byte[]> mark(StorageBackend backend) {
    return backend.secret(NAME);
  }

  static void put(StorageBackend backend, byte[] mark) {
    backend.keepSecret(NAME, mark);
  }

  static void remove(StorageBackend backend) {
    backend.forgetSecret(NAME);
  }

  /**
   * Lets through a backend without the mark; closes one that has it.
   *
   * @throws StorageException {@code StoreUnfinished}
   */
  static void refuse(StorageBackend backend) {
    boolean fits = false;
    try {
      if (mark(backend).isPresent()) {
        throw new StorageException(
            StorageError.STORE_UNFINISHED,
            "the store is a copy that was not finished: call covm storage migrate, restore or repair again as it was called, which goes on, or remove the store");
      }
      fits = true;
    } finally {
      if (!fits) {
        backend.close();
      }
    }
  }
}
