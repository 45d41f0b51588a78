package coop.covm.storage.disk;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a file store, said in one sentence with the place and the remedy. */
public final class Faults {
  private Faults() {}

  /** Bytes at one line are not what was written. */
  public static StorageException damaged(Path file, long line, String what) {
    return new StorageException(
        StorageError.STORE_DAMAGED,
        "%s, line %s: %s; restore the file from a backup".formatted(file, line, what),
        facts("file", file.toString(), "line", Long.toString(line)),
        null);
  }

  /** A file as a whole is not what was written. */
  public static StorageException damaged(Path file, String what) {
    return new StorageException(
        StorageError.STORE_DAMAGED,
        "%s: %s".formatted(file, what),
        facts("file", file.toString()),
        null);
  }

  /** The place is no store that this release can use. */
  public static StorageException format(Path place, String what) {
    return new StorageException(
        StorageError.STORE_FORMAT,
        "%s %s".formatted(place, what),
        facts("path", place.toString()),
        null);
  }

  /**
   * The directory holds a store of another backend.
   *
   * @param scheme the scheme of its URL
   */
  public static StorageException otherStore(Path directory, String scheme) {
    String url = "%s:%s".formatted(scheme, directory);
    return new StorageException(
        StorageError.STORE_FORMAT,
        "%s holds a store of another kind; its URL is %s".formatted(directory, url),
        facts("path", directory.toString(), "url", url),
        null);
  }

  public static StorageException notFound(Path directory, String what) {
    return new StorageException(
        StorageError.STORE_NOT_FOUND,
        "%s: %s; check the path, or make the store by opening it for writing"
            .formatted(directory, what),
        facts("path", directory.toString()),
        null);
  }

  public static StorageException openedForReading(Path directory) {
    return new StorageException(
        StorageError.STORE_READ_ONLY,
        "the store %s was opened for reading; open it for writing to commit".formatted(directory),
        facts("path", directory.toString()),
        null);
  }

  public static StorageException closed(Path directory) {
    return new StorageException(
        StorageError.STORE_CLOSED,
        "the store %s has been closed".formatted(directory),
        facts("path", directory.toString()),
        null);
  }

  public static StorageException busy(Path directory, long waitedMillis) {
    return new StorageException(
        StorageError.STORE_BUSY,
        "the store %s was locked by another process for %s ms; see whether that process is stopped"
            .formatted(directory, waitedMillis),
        facts("path", directory.toString()),
        null);
  }

  /** Commits are refused because an earlier one failed. */
  public static StorageException stopped(Path directory, Throwable first) {
    return new StorageException(
        StorageError.STORE_FAILED,
        "the store %s takes no more commits until it is opened again, because one has failed: %s"
            .formatted(directory, first.getMessage()),
        facts("path", directory.toString()),
        first);
  }

  /**
   * A call to the operating system failed.
   *
   * @param doing what was attempted, such as {@code "appending to the journal"}
   */
  public static StorageException failed(Path directory, String doing, IOException cause) {
    return switch (cause) {
      case AccessDeniedException denied ->
          new StorageException(
              StorageError.STORE_FAILED,
              "%s failed: no permission for %s".formatted(doing, place(directory, denied)),
              facts("path", directory.toString()),
              cause);
      case NoSuchFileException missing ->
          new StorageException(
              StorageError.STORE_FAILED,
              "%s failed: %s is missing".formatted(doing, place(directory, missing)),
              facts("path", directory.toString()),
              cause);
      default ->
          new StorageException(
              StorageError.STORE_FAILED,
              "%s failed at %s: %s".formatted(doing, directory, reason(cause)),
              facts("path", directory.toString()),
              cause);
    };
  }

  /** Opening for writing failed; says so when the place can only be read. */
  public static StorageException openFailed(Path directory, boolean writing, IOException cause) {
    if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
      return format(directory, "is not a directory; name a directory for the store");
    }
    if (writing && cause instanceof AccessDeniedException denied) {
      return new StorageException(
          StorageError.STORE_READ_ONLY,
          "%s cannot be written; open the store for reading, or ask for permission"
              .formatted(place(directory, denied)),
          facts("path", directory.toString()),
          cause);
    }
    return failed(directory, "opening the store", cause);
  }

  /** Some file systems throw this unchecked one when they cannot be written. */
  public static IOException checked(Path place, ReadOnlyFileSystemException cause) {
    AccessDeniedException denied =
        new AccessDeniedException(place.toString(), null, "read-only file system");
    denied.initCause(cause);
    return denied;
  }

  private static String place(Path directory, FileSystemException cause) {
    @Nullable String file = cause.getFile();
    return file == null ? directory.toString() : file;
  }

  private static String reason(IOException cause) {
    @Nullable String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static Map<String, String> facts(String... namesAndValues) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return facts;
  }
}
