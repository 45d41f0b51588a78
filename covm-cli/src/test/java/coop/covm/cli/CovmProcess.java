package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real command in a process of its own, in a directory of its own. */
final class CovmProcess {
  private static final long PATIENCE_SECONDS = 120;

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();
  private byte[] input = {};

  private CovmProcess(Path directory) {
    this.directory = directory;
  }

  /** How a call ended. */
  record Result(int exitCode, String out, String err) {
    /** Fails unless the exit code is this one; shows what was printed if not. */
    Result exits(int expected) {
      assertThat(exitCode).as("exit code\nout: %s\nerr: %s", out, err).isEqualTo(expected);
      return this;
    }
  }

  static CovmProcess in(Path directory) {
    return new CovmProcess(directory);
  }

  CovmProcess input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  CovmProcess input(byte[] bytes) {
    input = bytes;
    return this;
  }

  CovmProcess environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Words that stand before the command, such as a shell that sets a limit first. */
  CovmProcess through(String... words) {
    wrapper.addAll(List.of(words));
    return this;
  }

  CovmProcess java(String... options) {
    javaOptions.addAll(List.of(options));
    return this;
  }

  /** Runs the command to its end. */
  Result run(String... arguments) {
    return run(List.of(arguments));
  }

  Result run(List<String> arguments) {
    try {
      Process process = builder(arguments).start();
      CompletableFuture<String> err = reading(process.getErrorStream());
      CompletableFuture<String> out = reading(process.getInputStream());
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException e) {
        // The command may end without reading all of it.
      }
      return ended(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the command and leaves it to the caller. */
  Process start(String... arguments) throws IOException {
    return builder(List.of(arguments)).start();
  }

  /** Starts the command at a terminal, which it finds as a file. */
  Process startAt(File terminal, List<String> arguments) throws IOException {
    return builder(arguments)
        .redirectInput(terminal)
        .redirectOutput(terminal)
        .redirectError(terminal)
        .start();
  }

  static CompletableFuture<String> reading(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  static Result ended(
      Process process, CompletableFuture<String> out, CompletableFuture<String> err) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the command did not end in " + PATIENCE_SECONDS + " s");
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.add("-XX:CompileThresholdScaling=10"); // most of what a command runs, it runs once
    command.add("--enable-native-access=ALL-UNNAMED"); // as the manifest of the jar says
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", classPath(), "coop.covm.cli.Main"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeAll(List.of("COVM_STORE", "COVM_AS", "COVM_KEY", "COVM_DEBUG", "JAVA_TOOL_OPTIONS"));
    variables.put("LC_ALL", "C.UTF-8");
    variables.putAll(environment);
    return builder;
  }

  /** What the tests run from. */
  static String classPath() {
    // Surefire starts the tests from a jar that only refers to the real class path.
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
