package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that grow: of a text in UTF-8, or of a binary form. For use by one thread. */
final class ByteBuilder {
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  ByteBuilder one(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteBuilder all(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** A text of ASCII characters only. */
  ByteBuilder ascii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
    return this;
  }

  /** The number in decimal digits. */
  ByteBuilder decimal(long number) {
    return ascii(Long.toString(number));
  }

  /** Two lower-case hex digits a byte. */
  ByteBuilder hex(byte[] source) {
    ensure(2 * source.length);
    for (byte b : source) {
      bytes[length++] = HEX[(b >> 4) & 0xF];
      bytes[length++] = HEX[b & 0xF];
    }
    return this;
  }

  /** Eight bytes, the most significant first. */
  ByteBuilder fixed(long number) {
    ensure(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (number >>> shift);
    }
    return this;
  }

  /** Seven bits a byte, the least significant first, the highest bit set on all but the last. */
  ByteBuilder variable(long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      one((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    return one((int) rest);
  }

  /** The number of bytes of the text in UTF-8, as {@link #variable}, then those bytes. */
  ByteBuilder text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return variable(utf8.length).all(utf8);
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
  }
}
