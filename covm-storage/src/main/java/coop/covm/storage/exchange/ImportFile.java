package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import coop.covm.storage.log.Digest;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An export in a file, which is read twice: to check it, and to import it.
 *
 * @param path a plain file; a stream has to be put into one first
 * @param name what messages call it
 * @param unproven whether it may hold values of a damaged store, which nothing proves
 */
public record ImportFile(Path path, String name, boolean unproven) {
  private static final int LAST_LINE_BYTES = 256;
  private static final Pattern LAST_LINE =
      Pattern.compile(
          Pattern.quote(ExportFormat.FOOTER)
              + "[0-9]{1,19}"
              + Pattern.quote(ExportFormat.SHA_256)
              + "([0-9a-f]{64})\"}\n$");

  public ImportFile(Path path) {
    this(path, path.toString());
  }

  public ImportFile(Path path, String name) {
    this(path, name, false);
  }

  /** The same, also if nothing proves what it holds. */
  public ImportFile withUnproven(boolean other) {
    return new ImportFile(path, name, other);
  }

  /** What tells whether the file is still the one that was checked. */
  record State(@Nullable Object file, long bytes, FileTime changed) {}

  /** From its beginning. An interrupt of the thread does not close it. */
  InputStream open() throws IOException {
    return new FileInputStream(path.toFile());
  }

  State state() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new State(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }

  /**
   * The digest that the last line claims, which may not be true; empty if there is no such line.
   */
  Optional<Digest> claimedDigest() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(LAST_LINE_BYTES, file.length())];
      file.seek(file.length() - end.length);
      file.readFully(end);
      Matcher line = LAST_LINE.matcher(new String(end, ISO_8859_1));
      return line.find() ? Optional.of(Digest.parse(line.group(1))) : Optional.empty();
    }
  }
}
