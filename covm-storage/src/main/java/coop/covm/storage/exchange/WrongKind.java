package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** What a file that is no export seems to be instead, for whoever took one for the other. */
final class WrongKind {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final byte[] ZSTANDARD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final byte[] AUDIT = "{\"envelope\":".getBytes(UTF_8);

  private WrongKind() {}

  /**
   * @param head the first bytes of the file
   */
  static String of(byte[] head) {
    if (begins(head, BYTE_ORDER_MARK)) {
      return "it begins with a byte order mark, which something has put there";
    }
    if (begins(head, GZIP) || begins(head, ZSTANDARD)) {
      return "it is compressed, so unpack it first";
    }
    if (begins(head, AUDIT)) {
      return "it is the log that covm audit export writes, which nothing imports";
    }
    return "its first line does not begin with " + ExportFormat.HEADER;
  }

  private static boolean begins(byte[] head, byte[] with) {
    return head.length >= with.length && Arrays.equals(head, 0, with.length, with, 0, with.length);
  }
}
