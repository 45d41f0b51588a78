package coop.covm.cli.repl;

import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** The shell at a terminal. */
public final class TypedShell {
  private static final String PROVIDER = "ffm";

  private final Shell shell;
  private final ScriptLines lines;
  private final HistoryFile history;
  private final WhileRunning running;
  private final boolean dumb;
  private final boolean coloured;

  /**
   * @param lines of standard input, for a terminal that can only print
   * @param running around each input that runs
   * @param environment of the process: {@code TERM} says what the terminal can do, {@code NO_COLOR}
   *     that it is to show no colours
   */
  public TypedShell(
      Shell shell,
      ScriptLines lines,
      HistoryFile history,
      WhileRunning running,
      Map<String, String> environment) {
    this.shell = shell;
    this.lines = lines;
    this.history = history;
    this.running = running;
    this.dumb = environment.getOrDefault("TERM", "").equals(Terminal.TYPE_DUMB);
    this.coloured = environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Takes inputs until the shell is left. Errors are shown and no more.
   *
   * @throws CommandException {@code OutputFailed} if the terminal cannot be used
   */
  public void run() {
    try (Terminal terminal = dumb ? dumbTerminal() : terminal()) {
      Typist typist =
          dumb
              ? new PlainLines(shell, lines, terminal.writer())
              : new EditedLines(shell, history, coloured, terminal);
      take(typist, terminal);
    } catch (IOException e) {
      throw new CommandException(
          CommandError.OUTPUT_FAILED, "the terminal cannot be used: " + e.getMessage());
    } finally {
      shell.end();
    }
  }

  private void take(Typist typist, Terminal terminal) {
    Interrupts interrupts = new Interrupts(typist::interrupted);
    Terminal.SignalHandler ignored =
        terminal.handle(Terminal.Signal.INT, _ -> interrupts.interrupt());
    Optional<String> input = typist.next();
    while (input.isPresent()) {
      String text = input.get();
      Reply reply = interrupts.around(() -> running.around(() -> shell.take(text)));
      if (reply.quits()) {
        return;
      }
      input = typist.next();
    }
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder().system(true).provider(PROVIDER).build();
  }

  /** The builder's own terminal of this kind lets Ctrl-C end the process. */
  private static Terminal dumbTerminal() throws IOException {
    Charset utf8 = StandardCharsets.UTF_8;
    return new FfmTerminalProvider()
        .sysTerminal(
            "covm",
            Terminal.TYPE_DUMB,
            false,
            utf8,
            utf8,
            utf8,
            true,
            Terminal.SignalHandler.SIG_DFL,
            false,
            SystemStream.Output);
  }
}
