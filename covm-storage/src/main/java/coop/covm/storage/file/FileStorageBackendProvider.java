package coop.covm.storage.file;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Opens {@code file:DIR}. DIR is a path of the operating system, relative or absolute, taken as it
 * is: no escapes, no host. {@code file:///DIR} is the same as {@code file:/DIR}.
 */
public final class FileStorageBackendProvider implements StorageBackendProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public StorageBackend open(String location, OpenMode mode) {
    return FileStorageBackend.open(directory(location), mode);
  }

  private static Path directory(String location) {
    if (location.isBlank()) {
      throw malformed(location, "names no directory");
    }
    if (location.startsWith("//") && !location.startsWith("///")) {
      throw malformed(location, "names a host, and only directories of this machine can be opened");
    }
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw malformed(location, "is no path: " + e.getReason());
    }
  }

  private static StorageException malformed(String location, String what) {
    return new StorageException(
        StorageError.STORE_URL,
        "the store URL file:%s %s; write file:DIR, such as file:./data".formatted(location, what));
  }
}
