package coop.covm.storage.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads files that somebody else wrote: never through a symbolic link, never more than a bound. */
final class PlainFile {
  private PlainFile() {}

  /** A file says something that cannot be taken as it is. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /**
   * All bytes of a file.
   *
   * @throws UnusableException if it has more than so many
   * @throws IOException if it cannot be read, or is a symbolic link
   */
  static byte[] bytes(Path file, int most) throws IOException, UnusableException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      byte[] bytes = Channels.newInputStream(channel).readNBytes(most + 1);
      if (bytes.length > most) {
        throw new UnusableException("it has more than %,d bytes".formatted(most));
      }
      return bytes;
    } catch (AccessDeniedException e) {
      throw new UnusableException("its permissions do not allow to read it");
    }
  }

  /**
   * The text that bytes are in UTF-8.
   *
   * @throws UnusableException if they are none
   */
  static String text(byte[] utf8) throws UnusableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new UnusableException("it is not well-formed UTF-8");
    }
  }
}
