package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.Digest;
import coop.covm.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes what a store holds as of a revision: keys and values, not their history. What is under
 * {@code system/} (identities, rules, quotas, the store's notes) is no part of it. Memory does not
 * grow with the store. {@code docs/reference/export-format.md} states the bytes.
 */
public final class Export {
  /** In the order of their bytes; all there are but {@code system}. */
  private static final List<KeyPrefix> ROOTS =
      List.of(KeyPrefix.parse("member"), KeyPrefix.parse("org"), KeyPrefix.parse("vote"));

  /** How often the reader of progress is told. */
  private static final long TOLD_EVERY = 1_024;

  private final StoreView view;
  private final Optional<KeyPrefix> prefix;

  /**
   * @param view what is exported; what its caller may not list is left out
   * @param prefix only keys below it; empty for all
   * @throws StorageException {@code SystemKey} for a prefix under {@code system/}
   */
  public Export(StoreView view, Optional<KeyPrefix> prefix) {
    if (prefix.map(KeyPrefix::isSystem).orElse(false)) {
      throw new StorageException(
          StorageError.SYSTEM_KEY,
          "what lies under system/ is no part of an export; covm audit export writes the log, with it");
    }
    this.view = view;
    this.prefix = prefix;
  }

  /**
   * Whether a file is an export, by how it begins.
   *
   * @param head its first 16 bytes at least
   */
  public static boolean looksLikeExport(byte[] head) {
    byte[] begin = ExportFormat.HEADER.getBytes(StandardCharsets.US_ASCII);
    return head.length >= begin.length
        && Arrays.equals(head, 0, begin.length, begin, 0, begin.length);
  }

  /**
   * What was exported.
   *
   * @param revision as of which
   * @param keys how many
   * @param sha256 the digest in the last line, of all bytes before that line
   */
  public record Report(long revision, long keys, Digest sha256) {}

  /**
   * Counts the keys that {@link #write} would write, without their values.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public long count() throws InterruptedException {
    long count = 0;
    for (KeyPrefix below : prefixes()) {
      try (KeyCursor cursor = view.keys(below, Optional.empty())) {
        while (cursor.next()) {
          checkInterrupt();
          count++;
        }
      }
    }
    return count;
  }

  /**
   * Writes the export. Nothing is flushed or closed.
   *
   * @param out takes each line, with its end, in one call
   * @param progress told now and then how many keys were written
   * @throws StorageException {@code AccessDenied} at a key that the caller may list and not read;
   *     {@code RevisionCompacted} at one whose value was compacted; {@code StoreFailed}, {@code
   *     StoreDamaged}
   * @throws ExchangeException {@code ExportValueTooLong} at a value whose JSON has about 32 MiB or
   *     more
   * @throws IOException if the stream fails; what was written until then is no export
   * @throws InterruptedException if the thread is interrupted
   */
  public Report write(OutputStream out, LongConsumer progress)
      throws IOException, InterruptedException {
    RunningDigest digest = new RunningDigest();
    write(ExportFormat.header(view.head(), prefix), digest, out);
    long keys = 0;
    for (KeyPrefix below : prefixes()) {
      try (KeyCursor cursor = view.keys(below, Optional.empty())) {
        while (cursor.next()) {
          checkInterrupt();
          Key key = cursor.key();
          Optional<Value> value = view.get(key);
          if (value.isPresent()) {
            write(entry(key, value.get()), digest, out);
            keys++;
            if (keys % TOLD_EVERY == 0) {
              progress.accept(keys);
            }
          }
        }
      }
    }
    Digest sha256 = digest.end();
    out.write(ExportFormat.footer(keys, sha256));
    progress.accept(keys);
    return new Report(view.revision(), keys, sha256);
  }

  private List<KeyPrefix> prefixes() {
    return prefix.map(List::of).orElse(ROOTS);
  }

  private static void write(byte[] line, RunningDigest digest, OutputStream out)
      throws IOException {
    digest.add(line);
    out.write(line);
  }

  private static byte[] entry(Key key, Value value) {
    byte[] json = CanonicalJson.utf8(value);
    byte[] line = ExportFormat.entry(key, json);
    if (line.length - 1 > ExportFormat.LINE_BYTES) {
      throw new ExchangeException(
          ExchangeError.VALUE_TOO_LONG,
          "the value of %s has %,d bytes as JSON, and a line of an export %,d at most, so that whoever reads it needs little memory; make the value smaller, or leave it out by a prefix"
              .formatted(key, json.length, ExportFormat.LINE_BYTES),
          Map.of("key", key.toString()));
    }
    return line;
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
