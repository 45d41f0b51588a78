package coop.covm.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one store directory. Everything that the backend reads and writes goes through here,
 * but for the locks, so that tests can make every single access fail, and can forget whatever was
 * not forced.
 */
public interface Disk {
  /** The directory; it need not exist. */
  Path directory();

  /**
   * Makes the directory, and those above it, if they are missing; durable on return.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something else has its name
   */
  void makeDirectory() throws IOException;

  /**
   * The names in the directory, in no particular order.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   * @throws java.nio.file.NotDirectoryException if it is something else
   */
  List<String> names() throws IOException;

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if it is missing, unless access is {@code CREATE}
   * @throws java.nio.file.AccessDeniedException without permission
   */
  DiskFile open(String name, Access access) throws IOException;

  /** What is known of a file without opening it; empty if it is missing. */
  Optional<Stamp> stamp(String name) throws IOException;

  /**
   * Gives a file another name at once, in the place of what had it. Durable after {@link #force}.
   */
  void rename(String from, String to) throws IOException;

  /** Removes a file, if it is there. Durable after {@link #force}. */
  void delete(String name) throws IOException;

  /** Makes what was made, renamed and removed survive a power loss. */
  void force() throws IOException;

  /** How a file is opened. */
  enum Access {
    /** For reading. */
    READ,
    /** For reading and writing. */
    WRITE,
    /** For reading and writing; an empty file is made if there is none. */
    CREATE,
    /**
     * For reading and writing a file that exists, each write durable when it returns. Where the
     * file's length stays, this is the cheapest durable write that there is.
     */
    SYNCED
  }

  /**
   * A file as its name leads to it now.
   *
   * @param size in bytes
   * @param identity tells this file from another one that has its name later, where the file system
   *     can
   */
  record Stamp(long size, Optional<Object> identity) {
    public boolean isSameFileAs(Stamp other) {
      return identity.equals(other.identity);
    }
  }
}
