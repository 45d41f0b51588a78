package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process of our own that runs the main method of a class of the tests. */
public final class ChildJvm implements AutoCloseable {
  private static final long LONGEST_SECONDS = 180;

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line that it prints; fails if it ends instead. */
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the process ended early");
    }
    return line;
  }

  /** All whole lines that it prints until it ends. */
  public List<String> remainingLines() throws IOException {
    StringBuilder text = new StringBuilder();
    char[] part = new char[8192];
    for (int count = output.read(part); count >= 0; count = output.read(part)) {
      text.append(part, 0, count);
    }
    // A line that the kill cut in half does not count.
    return text.substring(0, text.lastIndexOf("\n") + 1).lines().toList();
  }

  public void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends it at once, by SIGKILL; what it has printed can still be read. */
  public void kill() {
    process.toHandle().destroyForcibly(); // that of the process itself would close its output
  }

  /** Halts it, until it is killed, and waits until no thread of it runs any more. */
  public void halt() throws IOException {
    Command.run("kill", "-STOP", Long.toString(pid()));
    List<Path> threads;
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
      threads = all.toList();
    }
    for (Path thread : threads) {
      while (!isHalted(Files.readString(thread.resolve("stat")))) {
        Thread.onSpinWait();
      }
    }
  }

  /** The state stands behind the name of the thread, which is in brackets. */
  private static boolean isHalted(String stat) {
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }

  public long pid() {
    return process.pid();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
