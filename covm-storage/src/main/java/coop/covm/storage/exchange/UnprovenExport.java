package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes values that were found in a damaged store and that nothing proves. The lines are those of
 * an {@link Export}, but for the first, which says what they are, so that nobody takes them for one
 * by accident. For use by one thread.
 */
public final class UnprovenExport {
  private final OutputStream out;
  private final RunningDigest digest = new RunningDigest();
  private long keys;

  /**
   * Writes the first line.
   *
   * @param after the newest commit that is proved; the values are of later ones
   * @throws IOException if the stream fails
   */
  public UnprovenExport(OutputStream out, Head after) throws IOException {
    this.out = out;
    write(ExportFormat.unprovenHeader(after));
  }

  /** Whether a file is one, by its first 16 bytes at least. */
  public static boolean looksLikeOne(byte[] head) {
    return ExportFormat.begins(head, ExportFormat.UNPROVEN_HEADER);
  }

  /**
   * Writes a value.
   *
   * @param key behind the one before, by their bytes
   * @throws ExchangeException {@code ExportValueTooLong} as {@link Export#write}
   * @throws IOException if the stream fails
   */
  public void add(Key key, Value value) throws IOException {
    byte[] line = ExportFormat.entry(key, CanonicalJson.utf8(value));
    if (line.length - 1 > ExportFormat.LINE_BYTES) {
      throw new ExchangeException(
          ExchangeError.VALUE_TOO_LONG,
          "the value of %s has more bytes than a line of an export may have, %,d"
              .formatted(key, ExportFormat.LINE_BYTES),
          Map.of("key", key.toString()));
    }
    write(line);
    keys++;
  }

  /**
   * Writes the last line.
   *
   * @return the digest in it
   * @throws IOException if the stream fails
   */
  public Digest end() throws IOException {
    Digest sha256 = digest.end();
    out.write(ExportFormat.footer(keys, sha256));
    return sha256;
  }

  private void write(byte[] line) throws IOException {
    digest.add(line);
    out.write(line);
  }
}
