package coop.covm.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes source texts of bytes: strictly UTF-8, at most {@link SourceFile#MAX_BYTES} bytes, a byte
 * order mark at the beginning skipped.
 */
public final class SourceDecoder {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private SourceDecoder() {}

  /**
   * Reads a file.
   *
   * @param name how messages call it
   * @throws IOException if it cannot be read; {@link java.nio.file.NoSuchFileException} if it is
   *     not there
   * @throws SourceException as {@link #decode}; no more than one byte beyond the limit is read
   */
  public static SourceFile read(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in);
    }
  }

  /**
   * Reads a stream to its end, without closing it.
   *
   * @param name how messages call it
   * @throws IOException if it cannot be read
   * @throws SourceException as {@link #decode}; no more than one byte beyond the limit is read
   */
  public static SourceFile read(String name, InputStream in) throws IOException {
    return decode(name, in.readNBytes(SourceFile.MAX_BYTES + 1));
  }

  /**
   * Decodes bytes.
   *
   * @param name how messages call the text
   * @throws SourceException {@code SourceTooLarge} if they are more than the limit; {@code
   *     InvalidEncoding} if they are not UTF-8, with the place of the first wrong byte
   */
  public static SourceFile decode(String name, byte[] bytes) {
    if (bytes.length > SourceFile.MAX_BYTES) {
      throw new SourceException(
          new SourceFile(name, ""),
          Diagnostic.error(
                  DiagnosticCode.SOURCE_TOO_LARGE,
                  "the file is larger than 1 MiB (%s bytes)".formatted(SourceFile.MAX_BYTES),
                  new Span(0, 0))
              .withHint("keep data in the store, and split the program"));
    }
    int start = startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    // UTF-8 never decodes to more UTF-16 units than it has bytes.
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw invalid(name, bytes, start, in.position(), out.position());
    }
    decoder.flush(out);
    return new SourceFile(name, out.flip().toString());
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static SourceException invalid(
      String name, byte[] bytes, int start, int badByte, int offset) {
    // Decodes again with U+FFFD in place of what is wrong: the text before stays as it was.
    String shown = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    int wrong = bytes[badByte] & 0xFF;
    boolean utf16 = badByte == 0 && bytes.length > 1 && wrong + (bytes[1] & 0xFF) == 0xFE + 0xFF;
    return new SourceException(
        new SourceFile(name, shown),
        Diagnostic.error(
                DiagnosticCode.INVALID_ENCODING,
                "the byte 0x%02X at position %s of the file is not UTF-8".formatted(wrong, badByte),
                new Span(offset, Math.min(offset + 1, shown.length())))
            .withHint(
                utf16
                    ? "the file seems to be UTF-16; save it as UTF-8"
                    : "save the file as UTF-8"));
  }
}
