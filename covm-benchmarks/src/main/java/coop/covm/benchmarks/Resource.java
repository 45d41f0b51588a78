package coop.covm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The texts beside this package's classes. */
final class Resource {
  private Resource() {}

  /**
   * @throws IllegalStateException if there is no such text
   */
  static String text(String name) throws IOException {
    try (InputStream resource = Resource.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    }
  }
}
