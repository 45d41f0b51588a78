package coop.covm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Another language's engine in a process of its own, which waits for its turns on its standard
 * input and answers how often it ran a kernel, and what that came to.
 */
final class Peer implements Contender, AutoCloseable {
  private final String name;
  private final Kernel kernel;
  private final Process process;
  private final BufferedReader answers;
  private final Writer turns;

  private Peer(String name, Kernel kernel, Process process) {
    this.name = name;
    this.kernel = kernel;
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.turns = process.outputWriter(UTF_8);
  }

  /**
   * Starts the command on a script; empty, with a notice, if it is not installed.
   *
   * @param script among the resources of this package
   * @param place where the script is put
   */
  static Optional<Peer> start(String command, String script, Kernel kernel, Path place)
      throws IOException {
    Path file = place.resolve(script);
    try (InputStream resource = Peer.class.getResourceAsStream(script)) {
      if (resource == null) {
        throw new IllegalStateException("no resource " + script);
      }
      Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      Process process =
          new ProcessBuilder(List.of(command, file.toString(), kernel.title()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return Optional.of(new Peer(command, kernel, process));
    } catch (IOException e) {
      System.out.printf("skipped %s, which is not installed: %s%n", command, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long work(long nanos) throws IOException {
    turns.write(nanos + "\n");
    turns.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " ended");
    }
    int space = answer.indexOf(' ');
    if (Double.parseDouble(answer.substring(space + 1)) != kernel.result()) {
      throw new IllegalStateException(name + " came to " + answer);
    }
    return Long.parseLong(answer.substring(0, space));
  }

  @Override
  public void close() throws IOException {
    turns.close();
    process.destroy();
  }
}
