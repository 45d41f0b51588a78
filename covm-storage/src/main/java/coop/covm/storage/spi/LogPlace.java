package coop.covm.storage.spi;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where something stands in the log of a store.
 *
 * @param line of a file that has lines, from 1
 * @param offset of the first byte, from 0
 * @param length in bytes; 0 where the file as a whole is meant
 */
public record LogPlace(Path file, OptionalLong line, long offset, long length) {
  /** A file as a whole. */
  public static LogPlace of(Path file) {
    return new LogPlace(file, OptionalLong.empty(), 0, 0);
  }

  /** For messages. */
  @Override
  public String toString() {
    if (length == 0) {
      return file.toString();
    }
    String bytes = "bytes %s to %s".formatted(offset, offset + length - 1);
    return line.isPresent()
        ? "%s, line %s (%s)".formatted(file, line.getAsLong(), bytes)
        : "%s, %s".formatted(file, bytes);
  }
}
