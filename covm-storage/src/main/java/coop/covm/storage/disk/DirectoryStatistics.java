package coop.covm.storage.disk;

import coop.covm.storage.spi.BackendStatistics;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds up the files of a store's directory, also while they change. */
public final class DirectoryStatistics {
  private final Path directory;
  private final Function<String, Part> parts;
  private final Map<Part, Long> bytes = new EnumMap<>(Part.class);

  private DirectoryStatistics(Path directory, Function<String, Part> parts) {
    this.directory = directory;
    this.parts = parts;
  }

  /** What a file is part of. */
  public enum Part {
    LOG,
    INDEX,
    OTHER
  }

  /**
   * Reads the directory as it is now.
   *
   * @param parts says of a name in the directory, of a file or of a directory with all below it,
   *     what it is part of
   * @throws coop.covm.storage.StorageException {@code StoreFailed}
   */
  public static BackendStatistics of(Path directory, Function<String, Part> parts) {
    DirectoryStatistics sum = new DirectoryStatistics(directory, parts);
    try {
      Files.walkFileTree(directory, sum.new Adding());
      return new BackendStatistics(
          FormatFile.shown(directory),
          sum.bytes(Part.LOG),
          sum.bytes(Part.INDEX),
          sum.bytes(Part.OTHER));
    } catch (IOException e) {
      throw Faults.failed(directory, "reading the sizes of its files", e);
    }
  }

  private long bytes(Part part) {
    return bytes.getOrDefault(part, 0L);
  }

  private final class Adding extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Part part = parts.apply(directory.relativize(file).getName(0).toString());
      bytes.merge(part, attributes.size(), Long::sum);
      return FileVisitResult.CONTINUE;
    }

    /** Backends remove files that they no longer need whenever they like. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(directory)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
