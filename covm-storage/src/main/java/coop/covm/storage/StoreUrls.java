package coop.covm.storage;

import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.spi.StorageBackendProvider;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the backend that a store URL names. */
final class StoreUrls {
  private static final Set<String> LATER = Set.of("rocksdb", "postgresql", "sqlite");

  private StoreUrls() {}

  static StorageBackend open(String url, OpenMode mode, StoreOptions options) {
    return provider(url).open(location(url), mode, options);
  }

  /**
   * Reads the log of a store that may be damaged.
   *
   * @throws StorageException {@code StoreUrl} also if such stores have no files
   * @throws IOException if the place cannot be read
   */
  static DamagedLog damaged(String url, StoreOptions options) throws IOException {
    StorageBackendProvider provider = provider(url);
    return provider
        .damaged(location(url), options)
        .orElseThrow(
            () -> refused("a store of the kind %s: has no files".formatted(provider.scheme())));
  }

  private static String location(String url) {
    return url.substring(url.indexOf(':') + 1);
  }

  private static StorageBackendProvider provider(String url) {
    Map<String, StorageBackendProvider> providers = new TreeMap<>();
    for (StorageBackendProvider provider :
        ServiceLoader.load(StorageBackendProvider.class, StoreUrls.class.getClassLoader())) {
      providers.put(provider.scheme(), provider);
    }
    int colon = url.indexOf(':');
    String scheme = colon < 0 ? "" : url.substring(0, colon);
    StorageBackendProvider provider = providers.get(scheme);
    if (provider == null) {
      throw unknown(url, scheme, providers.keySet());
    }
    return provider;
  }

  private static StorageException unknown(String url, String scheme, Set<String> schemes) {
    String known = schemes.stream().map(name -> name + ":").collect(Collectors.joining(", "));
    if (scheme.isEmpty()) {
      return refused(
          "the store \"%s\" has no scheme; for a directory write file:%s; this build knows %s"
              .formatted(KeyRules.shown(url), KeyRules.shown(url), known));
    }
    // What follows the scheme is not shown: it may hold a password.
    return refused(
        LATER.contains(scheme)
            ? "this build has no %s backend; it knows %s".formatted(scheme, known)
            : "the scheme %s: is unknown; this build knows %s"
                .formatted(KeyRules.shown(scheme), known));
  }

  private static StorageException refused(String message) {
    return new StorageException(StorageError.STORE_URL, message);
  }
}
