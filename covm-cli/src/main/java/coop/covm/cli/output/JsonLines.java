package coop.covm.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/**
 * A stream of lines of JSON into a channel: each is handed over when it is complete. Throws what
 * the channel does, such as {@link ClosedPipeException}, and never an IOException.
 */
public final class JsonLines extends OutputStream {
  private final Channel channel;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  public JsonLines(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int one) {
    if (one == '\n') {
      channel.json(new Json(line.toString(UTF_8)));
      line.reset();
    } else {
      line.write(one);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int end = offset + length - 1;
    if (length > 0 && bytes[end] == '\n' && line.size() == 0) {
      channel.json(new Json(new String(bytes, offset, length - 1, UTF_8)));
      return;
    }
    for (int i = offset; i <= end; i++) {
      write(bytes[i]);
    }
  }
}
