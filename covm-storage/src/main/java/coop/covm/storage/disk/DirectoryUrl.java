package coop.covm.storage.disk;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A store URL {@code SCHEME:DIR}. DIR is a path of the operating system, relative or absolute,
 * taken as it is: no escapes, no host. {@code SCHEME:///DIR} is the same as {@code SCHEME:/DIR}.
 */
public final class DirectoryUrl {
  private DirectoryUrl() {}

  /**
   * The directory that a URL names.
   *
   * @param location what follows the colon of the URL
   * @throws StorageException {@code StoreUrl} if it names none
   */
  public static Path path(String scheme, String location) {
    if (location.isBlank()) {
      throw malformed(scheme, location, "names no directory");
    }
    if (location.startsWith("//") && !location.startsWith("///")) {
      throw malformed(
          scheme, location, "names a host, and only directories of this machine can be opened");
    }
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw malformed(scheme, location, "is no path: " + e.getReason());
    }
  }

  private static StorageException malformed(String scheme, String location, String what) {
    return new StorageException(
        StorageError.STORE_URL,
        "the store URL %s:%s %s; write %s:DIR, such as %s:./data"
            .formatted(scheme, location, what, scheme, scheme));
  }
}
