package coop.covm.storage.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the operating system. */
public final class RealDisk implements Disk {
  private final Path directory;

  public RealDisk(Path directory) {
    this.directory = directory;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void makeDirectory() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path place = directory.toAbsolutePath().normalize();
    while (place != null && !Files.exists(place)) {
      missing.push(place);
      place = place.getParent();
    }
    for (Path directory : missing) {
      try {
        Files.createDirectory(directory);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory)) {
          throw e;
        } // else another process was quicker, but maybe has not forced it
      }
      Path parent = directory.getParent();
      if (parent != null) {
        forceDirectory(parent);
      }
    }
    if (!Files.isDirectory(directory)) {
      throw new FileAlreadyExistsException(directory.toString());
    }
  }

  @Override
  public List<String> names() throws IOException {
    if (!Files.isDirectory(directory)) {
      if (Files.exists(directory)) {
        throw new NotDirectoryException(directory.toString());
      }
      // Tells a missing directory from one that may not be looked at.
      Files.readAttributes(directory, BasicFileAttributes.class);
      throw new NoSuchFileException(directory.toString());
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> names = new ArrayList<>();
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      return names;
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    return RealDiskFile.open(directory.resolve(name), access);
  }

  @Override
  public Optional<Stamp> stamp(String name) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
      @Nullable Object key = attributes.fileKey();
      return Optional.of(new Stamp(attributes.size(), Optional.ofNullable(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void force() throws IOException {
    forceDirectory(directory);
  }

  /**
   * Forces the entries of a directory. Java has no documented way; that a directory can be opened
   * as a channel for reading and forced is what Lucene and others rely on.
   */
  private static void forceDirectory(Path directory) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // no such call there; the file system journals its entries itself
    }
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          // An interrupt closes the channel; it must not decide over durability.
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
