package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.utils.ScreenTerminal;

/**
 * {@code covm repl} at a pseudo-terminal, with a screen that shows what a person would see. Every
 * step waits until the screen shows its effect.
 */
final class ShellAtTerminal implements AutoCloseable {
  static final int COLUMNS = 160;
  private static final int ROWS = 200;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern PROMPT = Pattern.compile("^(covm( tx)?>|\\.\\.\\.\\.>)( |$)");

  private final PseudoTerminal pty = new PseudoTerminal(COLUMNS, ROWS);
  private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
  private final StringBuilder raw = new StringBuilder();
  private final Process process;
  private boolean over;

  /**
   * Starts the shell and waits for its first prompt.
   *
   * @param command with its environment; its streams become the terminal
   */
  ShellAtTerminal(CovmProcess command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("repl"));
    words.addAll(List.of(arguments));
    this.process = command.startAt(pty.device(), words);
    pty.letGo();
    Thread.ofPlatform().daemon().start(this::show);
    await("a prompt", shown -> prompts(shown) == 1);
  }

  static CovmProcess command(Path directory, String terminalType) {
    return CovmProcess.in(directory)
        .environment("TERM", terminalType)
        .environment("XDG_STATE_HOME", directory.resolve("state").toString())
        .environment("NO_COLOR", "")
        .java("-Dcovm.stdin=terminal", "-Dcovm.stdout=terminal", "-Dcovm.stderr=terminal");
  }

  private void show() {
    byte[] bytes = pty.read();
    while (bytes.length > 0) {
      synchronized (this) {
        // Everything that is printed is ASCII but for a few marks that no read cuts in two.
        String text = new String(bytes, StandardCharsets.UTF_8);
        raw.append(text);
        // The screen takes this question, which every terminal ignores or answers, for a command.
        screen.write(text.replace("\u001B[?u", ""));
        notifyAll();
      }
      bytes = pty.read();
    }
    synchronized (this) {
      over = true;
      notifyAll();
    }
  }

  /** Types a line, and waits for the prompt behind what came of it. */
  ShellAtTerminal line(String text) {
    int before = prompts(shown());
    pty.type(text + "\r");
    return await("a prompt behind " + text, shown -> prompts(shown) > before);
  }

  /** Types keys, and waits until the screen shows a text. */
  ShellAtTerminal keys(String keys, String awaited) {
    pty.type(keys);
    return await(awaited, shown -> String.join("\n", shown).contains(awaited));
  }

  /** Types keys without waiting for anything. */
  ShellAtTerminal keys(String keys) {
    pty.type(keys);
    return this;
  }

  /** What Ctrl-C does: the process at the terminal is sent the signal. */
  ShellAtTerminal interrupt() throws IOException {
    int before = prompts(shown());
    sendInterrupt();
    return await("a prompt behind the interruption", shown -> prompts(shown) > before);
  }

  private void sendInterrupt() throws IOException {
    try {
      int exit = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(exit).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end of the shell. */
  int exitCode() {
    await("the end", shown -> over);
    try {
      assertThat(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized ShellAtTerminal await(String what, Predicate<List<String>> condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.test(lines())) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || (over && !condition.test(lines()))) {
        throw new AssertionError(
            "%s did not come; the screen shows:%n%s".formatted(what, String.join("\n", lines())));
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return this;
  }

  private static int prompts(List<String> shown) {
    return (int) shown.stream().filter(line -> PROMPT.matcher(line).find()).count();
  }

  private synchronized List<String> shown() {
    return lines();
  }

  /** The lines of the screen, without what is empty at their ends and at its end. */
  private List<String> lines() {
    long[] cells = new long[COLUMNS * ROWS];
    screen.dump(cells, new int[2]);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        int c = ScreenTerminal.cellCodePoint(cells[row * COLUMNS + column]);
        line.appendCodePoint(c == 0 ? ' ' : c);
      }
      lines.add(line.toString().stripTrailing());
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** The screen as text, with times and other numbers of the moment made alike. */
  synchronized String screen() {
    return lines().stream()
        .map(line ->
            line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("[0-9,.]+ ms", "N ms")
                .replaceAll("covm \\d+\\.\\S+, store", "covm VERSION, store"))
        .reduce("", (above, line) -> above + line + "\n");
  }

  /** All that was printed, with its escape sequences. */
  synchronized String raw() {
    return raw.toString();
  }

  Stream<String> linesWith(String text) {
    return shown().stream().filter(line -> line.contains(text));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      await("the end", shown -> over);
      pty.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
