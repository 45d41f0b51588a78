package coop.covm.storage.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file in which RocksDB notes of which files the index is made. RocksDB finds damage there by
 * itself, but for one sort: a record that says it is of a kind that only its logs of writes have
 * makes its reader look at that record for ever. So the kinds are looked at before.
 *
 * <p>Source: the record format of LevelDB's logs, which RocksDB's manifests share: blocks of 32 KiB
 * of records, each a checksum of 4 bytes, a length of 2, a kind, and so many bytes.
 */
final class Manifest {
  private static final String CURRENT = "CURRENT";
  private static final int BLOCK_BYTES = 1 << 15;
  private static final int HEADER_BYTES = 7;
  private static final int LENGTH = 4;
  private static final int KIND = 6;

  /** Whole, first, middle and last are 1 to 4; zeros are space that nobody wrote to. */
  private static final int LAST_KIND = 4;

  private Manifest() {}

  /**
   * What is wrong with the kinds of records, if anything. A file that RocksDB would not find, or of
   * which it would say itself what is wrong, is none of that.
   *
   * @param directory of the index
   */
  static Optional<String> damage(Path directory) throws IOException {
    try {
      String name = Files.readString(directory.resolve(CURRENT), StandardCharsets.ISO_8859_1);
      return damage(name.strip(), Files.readAllBytes(directory.resolve(name.strip())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> damage(String name, byte[] bytes) {
    int at = 0;
    while (at + HEADER_BYTES <= bytes.length) {
      int left = BLOCK_BYTES - at % BLOCK_BYTES;
      if (left < HEADER_BYTES) {
        at += left; // too little for a record
        continue;
      }
      int kind = bytes[at + KIND] & 0xFF;
      if (kind > LAST_KIND) {
        return Optional.of(
            "the record at byte %s of %s is of kind %s, which has no place there"
                .formatted(at, name, kind));
      }
      at += HEADER_BYTES + length(bytes, at);
    }
    return Optional.empty();
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at + LENGTH] & 0xFF) | ((bytes[at + LENGTH + 1] & 0xFF) << 8);
  }
}
