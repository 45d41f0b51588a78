package coop.covm.cli.repl;

import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, strictly UTF-8, each read when it is asked for; bounded memory. */
public final class ScriptLines {
  private final InputStream in;
  private @Nullable String peeked;
  private boolean atStart = true;

  public ScriptLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * The next line without its end, and takes it.
   *
   * @throws CommandException {@code InputUnreadable}; {@code InvalidEncoding}; {@code
   *     SourceTooLarge} for a line that no input can hold
   */
  Optional<String> next() {
    Optional<String> line = peek();
    peeked = null;
    return line;
  }

  /**
   * The next line, which stays the next.
   *
   * @throws CommandException as {@link #next}
   */
  Optional<String> peek() {
    if (peeked == null) {
      peeked = read();
    }
    return Optional.ofNullable(peeked);
  }

  private @Nullable String read() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      while (next >= 0 && next != '\n') {
        bytes.write(next);
        if (bytes.size() > SourceFile.MAX_BYTES) {
          throw new CommandException(
              DiagnosticCode.SOURCE_TOO_LARGE, "a line of standard input has more than 1 MiB");
        }
        next = in.read();
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandError.INPUT_UNREADABLE, "standard input cannot be read: " + e.getMessage());
    }
    return withoutMarks(decoded(bytes.toByteArray()));
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandException(DiagnosticCode.INVALID_ENCODING, "standard input is not UTF-8");
    }
  }

  /** Without the carriage return of a line end, and a byte order mark at the beginning. */
  private String withoutMarks(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    boolean marked = atStart && text.startsWith("\uFEFF");
    atStart = false;
    return marked ? text.substring(1) : text;
  }
}
