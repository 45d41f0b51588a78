package coop.covm.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One of the two standard streams, as lines of UTF-8 whatever the locale is. Each line is handed to
 * the operating system when it is complete, so that a reader sees at once what has happened, and in
 * the right order among both streams.
 */
public abstract sealed class Channel {
  private final OutputStream stream;
  private final boolean terminal;

  private Channel(OutputStream stream, boolean terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  /** Prints text and a line end. On a terminal its control characters are shown escaped. */
  public final void line(String text) {
    write(terminal ? ControlCharacters.escaped(text) : text);
  }

  /**
   * Prints text and a line end, coloured where people look at it: not in a pipe, not if {@code
   * NO_COLOR} says something, and not on a terminal that can only print.
   */
  public final void line(String text, Paint paint) {
    if (terminal && hasColours()) {
      write(paint.on(ControlCharacters.escaped(text)));
    } else {
      line(text);
    }
  }

  private static boolean hasColours() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Prints a JSON document on a line of its own. */
  public final void json(Json document) {
    write(terminal ? ControlCharacters.escapedJson(document.text()) : document.text());
  }

  /**
   * The stream itself, for what is no text. Fails as the channel does, and never with an
   * IOException; closing it does nothing.
   */
  public final OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        try {
          stream.write(bytes, offset, length);
        } catch (IOException e) {
          failed(e);
        }
      }
    };
  }

  /** Whether people look at it. */
  public final boolean isTerminal() {
    return terminal;
  }

  /** Prints text as it is, without a line end. */
  final void raw(String text) {
    send(text);
  }

  private void write(String text) {
    send(text + "\n");
  }

  private void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      stream.write(bytes);
      stream.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  abstract void failed(IOException cause);

  /** Standard output: what cannot be written there ends the command. */
  static final class Output extends Channel {
    Output(OutputStream stream, boolean terminal) {
      super(stream, terminal);
    }

    /**
     * @throws ClosedPipeException if the reader has gone
     * @throws CommandException {@code OutputFailed} for any other reason
     */
    @Override
    void failed(IOException cause) {
      String reason = String.valueOf(cause.getMessage());
      if (reason.contains("Broken pipe")) {
        throw new ClosedPipeException();
      }
      throw new CommandException(
          CommandError.OUTPUT_FAILED, "standard output cannot be written: " + reason);
    }
  }

  /** Standard error: where nobody reads notes any more, they are dropped. */
  static final class Notes extends Channel {
    Notes(OutputStream stream, boolean terminal) {
      super(stream, terminal);
    }

    @Override
    void failed(IOException cause) {}
  }
}
