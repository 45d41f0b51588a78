package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** A command of the operating system that a test needs. */
public final class Command {
  private Command() {}

  /**
   * Runs it to its end.
   *
   * @return what it has printed
   * @throws IOException saying what is needed, if it is missing or fails
   */
  public static String run(String... words) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("this test needs the command %s: install it".formatted(words[0]), e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException(
          "\"%s\" ended with %d: %s".formatted(String.join(" ", List.of(words)), code, output));
    }
    return output;
  }
}
