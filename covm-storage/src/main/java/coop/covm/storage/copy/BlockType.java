package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/** What a block of a backup is. */
enum BlockType {
  /** The first: what the part is. */
  HEAD("HEAD"),
  /** Commits. */
  LOG("LOG "),
  /** The last: that nothing is missing. */
  END("END ");

  static final int BYTES = 4;

  private final String label;

  BlockType(String label) {
    this.label = label;
  }

  byte[] bytes() {
    return label.getBytes(US_ASCII);
  }

  static Optional<BlockType> of(byte[] bytes) {
    String label = new String(bytes, US_ASCII);
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }
}
