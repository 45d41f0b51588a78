package coop.covm.storage.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native library. RocksDB itself unpacks its 17 MB into a temporary file at each start;
 * here they are unpacked once for each content, into the user's cache directory ({@code
 * XDG_CACHE_HOME}, else {@code ~/.cache}), in a directory that only this user may write. Where that
 * is not to be had, RocksDB's own way serves.
 */
final class NativeLibrary {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static boolean loaded;

  private NativeLibrary() {}

  /** Loads the library, if that has not been done; harmless when called again. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      RocksDB.loadLibrary(List.of(unpacked().toString()));
    } catch (IOException | UnsupportedOperationException | UnsatisfiedLinkError e) {
      RocksDB.loadLibrary();
    }
    loaded = true;
  }

  /** The directory that holds the unpacked library. */
  private static Path unpacked() throws IOException {
    // The name in the jar, and the one under which RocksDB looks for it in a directory.
    String packed = Environment.getJniLibraryFileName("rocksdb");
    String unpacked = Environment.getJniLibraryFileName("rocksdbjni");
    URL source = RocksDB.class.getResource("/" + packed);
    if (source == null || !(source.openConnection() instanceof JarURLConnection jar)) {
      throw new IOException("there is no packed library for this platform");
    }
    JarEntry entry = jar.getJarEntry();
    Path directory = ownDirectory(cache().resolve("rocksdbjni-%08x".formatted(entry.getCrc())));
    Path library = directory.resolve(unpacked);
    if (!Files.isRegularFile(library) || Files.size(library) != entry.getSize()) {
      Path unfinished = Files.createTempFile(directory, unpacked, ".tmp");
      try (InputStream packedBytes = jar.getInputStream()) {
        Files.copy(packedBytes, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
    return directory;
  }

  private static Path cache() throws IOException {
    @Nullable String cache = System.getenv("XDG_CACHE_HOME");
    @Nullable String home = System.getProperty("user.home");
    if (cache != null && Path.of(cache).isAbsolute()) {
      return Path.of(cache, "covm");
    }
    if (home == null || !Path.of(home).isAbsolute()) {
      throw new IOException("the user has no home directory");
    }
    return Path.of(home, ".cache", "covm");
  }

  /**
   * Makes the directory if it is missing; whoever else could write there could make us run code.
   */
  private static Path ownDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.getParent());
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
    others.retainAll(EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
    boolean ours = Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
    if (!others.isEmpty() || !ours) {
      throw new IOException(directory + " belongs to others, or others may write there");
    }
    return directory;
  }
}
