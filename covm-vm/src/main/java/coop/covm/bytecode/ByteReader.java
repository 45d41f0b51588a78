package coop.covm.bytecode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the elements of {@link ModuleFile} strictly: each has one form. Every method throws {@link
 * ModuleException} {@code ModuleDamaged} with the offset where the bytes are not that element, and
 * allocates no more than the bytes that are left.
 */
final class ByteReader {
  private final byte[] bytes;
  private final int limit;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private int offset;

  /**
   * @param limit the offset at which the readable bytes end
   */
  ByteReader(byte[] bytes, int offset, int limit) {
    this.bytes = bytes;
    this.offset = offset;
    this.limit = limit;
  }

  int offset() {
    return offset;
  }

  int octet(String what) {
    if (offset >= limit) {
      throw ModuleFile.damaged(offset, "the bytes end before " + what);
    }
    return bytes[offset++] & 0xff;
  }

  int integer(String what) {
    int start = offset;
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int group = octet(what);
      value |= (long) (group & 0x7f) << shift;
      if (group < 0x80) {
        if (group == 0 && shift > 0) {
          throw ModuleFile.damaged(start, what + " is not written in the fewest bytes");
        }
        if (value > Integer.MAX_VALUE) {
          break;
        }
        return (int) value;
      }
    }
    throw ModuleFile.damaged(start, what + " is larger than any may be");
  }

  int signed(String what) {
    int zigzag = integer(what);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /**
   * How many elements follow.
   *
   * @param what the elements, in the plural
   * @param greatest how many there may be
   * @param smallest how many bytes each has at least, 1 or more
   */
  int count(String what, int greatest, int smallest) {
    int start = offset;
    int count = integer("the number of " + what);
    if (count > greatest) {
      throw ModuleFile.damaged(
          start, "there are %s %s, at most %s are allowed".formatted(count, what, greatest));
    }
    if ((long) count * smallest > limit - offset) {
      throw ModuleFile.damaged(
          start,
          "there are %s %s, and only %s bytes are left".formatted(count, what, limit - offset));
    }
    return count;
  }

  byte[] bytes(String what, int greatest) {
    int count = count("bytes of " + what, greatest, 1);
    offset += count;
    return Arrays.copyOfRange(bytes, offset - count, offset);
  }

  long bits(String what) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | octet(what);
    }
    return value;
  }

  String text(String what, int greatest) {
    int count = count("bytes of " + what, greatest, 1);
    if (count == 0) {
      return "";
    }
    ByteBuffer utf8 = ByteBuffer.wrap(bytes, offset, count);
    // UTF-8 never has fewer bytes than UTF-16 has units.
    CharBuffer text = CharBuffer.allocate(count);
    CoderResult result = decoder.reset().decode(utf8, text, true);
    if (result.isError()) {
      throw ModuleFile.damaged(utf8.position(), what + " is not UTF-8");
    }
    offset += count;
    return text.flip().toString();
  }

  /** Nothing follows. */
  void end() {
    if (offset < limit) {
      throw ModuleFile.damaged(
          offset, "%s bytes follow the end of the module".formatted(limit - offset));
    }
  }
}
