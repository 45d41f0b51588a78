package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export line by line and believes none of it: form, keys, order, count and digest are
 * checked. For use by one thread.
 *
 * <p>Every method throws an {@link ExchangeException}: {@code NotAnExport}, {@code ExportVersion},
 * {@code InvalidEntry} or {@code ExportDamaged}, with the place.
 */
final class ExportReader {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:%s|%s)([0-9]{1,9})\".*"
              .formatted(
                  Pattern.quote(ExportFormat.HEADER), Pattern.quote(ExportFormat.UNPROVEN_HEADER)),
          Pattern.DOTALL);
  private static final int HEAD_BYTES = 64;

  private final LineInput lines;
  private final String file;
  private final boolean unproven;
  private final RunningDigest digest = new RunningDigest();
  private final ExportLine.Header header;
  private long number;
  private long bytes;
  private long keys;
  private @Nullable Key last;
  private @Nullable Digest sha256;

  /**
   * Reads the first line.
   *
   * @param file what messages call it
   * @param unproven whether values of a damaged store are read too, which nothing proves
   */
  ExportReader(InputStream in, String file, boolean unproven) throws IOException {
    this.lines = new LineInput(in, ExportFormat.LINE_BYTES);
    this.file = file;
    this.unproven = unproven;
    this.header = readHeader();
  }

  /**
   * A key with its value.
   *
   * @param line where it stands
   */
  record Read(ExportLine.Entry entry, ExportLine line) {}

  ExportLine.Header header() {
    return header;
  }

  /** The next key; empty at the end, when all was found to be as the last line says. */
  Optional<Read> next() throws IOException {
    if (sha256 != null) {
      return Optional.empty();
    }
    ExportLine line = line();
    if (line.startsWith("{\"covm\":")) {
      end(line);
      return Optional.empty();
    }
    ExportLine.Entry entry = line.entry();
    check(entry.key(), line);
    digest.add(line.bytes());
    last = entry.key();
    keys++;
    return Optional.of(new Read(entry, line));
  }

  /** How many bytes were read. */
  long bytes() {
    return bytes;
  }

  /** How many keys were read. */
  long keys() {
    return keys;
  }

  /**
   * The digest of the export.
   *
   * @throws IllegalStateException before the end
   */
  Digest sha256() {
    Digest known = sha256;
    if (known == null) {
      throw new IllegalStateException("the export was not read to its end");
    }
    return known;
  }

  private ExportLine.Header readHeader() throws IOException {
    ExportLine line = firstLine();
    Matcher version =
        VERSION.matcher(
            new String(
                line.bytes(),
                0,
                Math.min(HEAD_BYTES, line.bytes().length),
                StandardCharsets.ISO_8859_1));
    if (line.startsWith(ExportFormat.UNPROVEN_HEADER) && !unproven) {
      throw new ExchangeException(
          ExchangeError.NOT_AN_EXPORT,
          Place.of(file),
          "these are values that covm storage repair found in a damaged store and that nothing proves; look at them, and import them with --unproven if they are right");
    }
    if (!version.matches()) {
      throw notAnExport(WrongKind.of(line.bytes()));
    }
    if (Integer.parseInt(version.group(1)) != ExportFormat.VERSION) {
      throw new ExchangeException(
          ExchangeError.EXPORT_VERSION,
          line.place(1),
          "the export has format %s, and this release of COVM reads format %s; import it with a newer one"
              .formatted(version.group(1), ExportFormat.VERSION));
    }
    ExportLine.Header read = line.header();
    digest.add(line.bytes());
    return read;
  }

  private ExportLine firstLine() throws IOException {
    try {
      byte[] line = lines.next();
      number = 1;
      if (line != null) {
        bytes = line.length;
        return new ExportLine(line, file, number);
      }
    } catch (LineInput.TooLongException e) {
      throw notAnExport(
          "its first line has more than %,d bytes".formatted(ExportFormat.LINE_BYTES));
    }
    throw notAnExport("it is empty");
  }

  private ExchangeException notAnExport(String reason) {
    return new ExchangeException(
        ExchangeError.NOT_AN_EXPORT,
        Place.of(file),
        "this is no export of COVM: %s; covm storage export writes one".formatted(reason));
  }

  private ExportLine line() throws IOException {
    number++;
    try {
      byte[] line = lines.next();
      if (line == null) {
        throw new ExchangeException(
            ExchangeError.EXPORT_DAMAGED,
            new Place(file, number, 0),
            "the last line, which has the count and the digest, is missing: the file was cut off; export it again");
      }
      bytes += line.length;
      return new ExportLine(line, file, number);
    } catch (LineInput.TooLongException e) {
      throw new ExchangeException(
          ExchangeError.INVALID_ENTRY,
          new Place(file, number, 0),
          "a line has %,d bytes at most, and this one has more".formatted(ExportFormat.LINE_BYTES));
    }
  }

  private void check(Key key, ExportLine line) {
    if (key.isSystem()) {
      throw line.invalidKey(
          "the key %s lies under system/, which no import changes".formatted(key));
    }
    Optional<KeyPrefix> prefix = header.prefix();
    if (prefix.isPresent() && !prefix.get().contains(key)) {
      throw line.invalidKey(
          "the key %s lies outside %s, which line 1 names as the prefix of all"
              .formatted(key, prefix.get()));
    }
    Key before = last;
    if (before != null && key.compareTo(before) <= 0) {
      throw line.invalidKey(
          key.equals(before)
              ? "the key %s stands in the line before too".formatted(key)
              : "the key %s comes after %s; keys are ordered by their bytes"
                  .formatted(key, before));
    }
  }

  private void end(ExportLine line) throws IOException {
    ExportLine.Footer footer = line.footer();
    Digest found = digest.end();
    if (footer.keys() != keys) {
      throw damaged(
          line, "the export has %,d keys, and this line says %,d".formatted(keys, footer.keys()));
    }
    if (!footer.sha256().equals(found)) {
      throw damaged(
          line,
          "the lines before have the SHA-256 %s, and this line says %s"
              .formatted(found, footer.sha256()));
    }
    checkNothingFollows();
    sha256 = found;
  }

  private static ExchangeException damaged(ExportLine line, String found) {
    return new ExchangeException(
        ExchangeError.EXPORT_DAMAGED,
        line.place(0),
        found + ": the file was changed or damaged; export it again");
  }

  private void checkNothingFollows() throws IOException {
    boolean follows;
    try {
      follows = lines.next() != null;
    } catch (LineInput.TooLongException e) {
      follows = true;
    }
    if (follows) {
      throw new ExchangeException(
          ExchangeError.EXPORT_DAMAGED,
          new Place(file, number + 1, 0),
          "something stands behind the last line of the export; import each export by itself");
    }
  }
}
