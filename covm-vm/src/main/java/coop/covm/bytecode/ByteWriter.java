package coop.covm.bytecode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the elements of {@link ModuleFile}. */
final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void octet(int value) {
    out.write(value);
  }

  void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  /**
   * @param value not negative
   */
  void integer(int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /**
   * @param value of a magnitude below 2^30
   */
  void signed(int value) {
    integer(value >= 0 ? 2 * value : -2 * value - 1);
  }

  void bits(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  /**
   * @param text with no half of a surrogate pair
   */
  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    integer(utf8.length);
    bytes(utf8);
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
