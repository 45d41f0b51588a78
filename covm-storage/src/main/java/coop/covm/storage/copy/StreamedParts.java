package coop.covm.storage.copy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Parts that stand one behind the other in a stream. */
final class StreamedParts implements Parts {
  private final InputStream in;
  private final String name;
  private int begun;

  /**
   * @param in buffered; closed together with this
   * @param name for messages
   */
  StreamedParts(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  @Override
  public Optional<PartReader> next() throws IOException {
    Optional<PartReader> next = PartReader.begin(in, begun == 0 ? name : later());
    begun++;
    return next;
  }

  private String later() {
    return "%s, part %s".formatted(name, begun + 1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
