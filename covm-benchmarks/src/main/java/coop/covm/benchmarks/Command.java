package coop.covm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A command that is started again and again, and prints the same each time. */
final class Command implements Contender {
  private final String name;
  private final ProcessBuilder builder;
  private final String output;

  /**
   * @param directory where it runs
   * @param output what it prints to standard output
   */
  Command(String name, List<String> words, Path directory, String output) {
    this.name = name;
    this.builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    this.builder.environment().remove("COVM_STORE");
    this.output = output;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long work(long nanos) throws Exception {
    return Contender.repeat(nanos, this::run);
  }

  /**
   * Runs it once, to its end.
   *
   * @throws IOException if it cannot be started, so is not installed
   * @throws IllegalStateException if it fails, or prints something else
   */
  void run() throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.waitFor();
    if (exitCode != 0 || !printed.equals(output)) {
      throw new IllegalStateException(
          "%s ended with %d and printed %s".formatted(name, exitCode, printed));
    }
  }
}
