package coop.covm.cli.repl;

import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The shell at a terminal: reads what is typed, with editing, completion and history. */
public final class TypedShell {
  private static final String PROVIDER = "ffm";
  private static final String PROMPT = "covm> ";
  private static final String PROMPT_IN_TRANSACTION = "covm tx> ";
  private static final String PROMPT_OF_MORE = "....> ";

  private final Shell shell;
  private final HistoryFile history;
  private final WhileRunning running;
  private final boolean dumb;
  private final boolean coloured;

  /**
   * @param running around each input that runs
   * @param environment of the process: {@code TERM} says what the terminal can do, {@code NO_COLOR}
   *     that it is to show no colours
   */
  public TypedShell(
      Shell shell, HistoryFile history, WhileRunning running, Map<String, String> environment) {
    this.shell = shell;
    this.history = history;
    this.running = running;
    this.dumb = environment.getOrDefault("TERM", "").equals(Terminal.TYPE_DUMB);
    this.coloured = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Takes inputs until the shell is left. Errors are shown and no more.
   *
   * @throws CommandException {@code OutputFailed} if the terminal cannot be used
   */
  public void run() {
    try (Terminal terminal = terminal()) {
      Interrupts interrupts = new Interrupts();
      Terminal.SignalHandler ignored =
          terminal.handle(Terminal.Signal.INT, _ -> interrupts.interrupt());
      LineReader reader = reader(terminal);
      Optional<String> input = next(reader);
      while (input.isPresent()) {
        String text = input.get();
        Reply reply = interrupts.around(() -> running.around(() -> shell.take(text)));
        if (reply.quits()) {
          return;
        }
        input = next(reader);
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandError.OUTPUT_FAILED, "the terminal cannot be used: " + e.getMessage());
    } finally {
      shell.end();
    }
  }

  private Terminal terminal() throws IOException {
    if (!dumb) {
      return TerminalBuilder.builder().system(true).provider(PROVIDER).build();
    }
    // The builder's own terminal of this kind lets Ctrl-C end the process.
    return new FfmTerminalProvider()
        .sysTerminal(
            "covm",
            Terminal.TYPE_DUMB,
            false,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            true,
            Terminal.SignalHandler.SIG_DFL,
            false,
            SystemStream.Output);
  }

  private LineReader reader(Terminal terminal) {
    Typing typing = new Typing(new Completer(shell.dialogue(), shell.store()));
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("covm")
            .terminal(terminal)
            .parser(typing)
            .completer(typing)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.DISABLE_HIGHLIGHTER, !coloured)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, PROMPT_OF_MORE);
    if (coloured) {
      builder.highlighter(new Highlighting());
    }
    LineReader reader = builder.build();
    history.read().forEach(reader.getHistory()::add);
    return reader;
  }

  /** The next input; empty when the user leaves. */
  private Optional<String> next(LineReader reader) {
    while (true) {
      try {
        String text = reader.readLine(prompt());
        if (!text.isBlank()) {
          history.add(text.strip());
          return Optional.of(text);
        }
      } catch (UserInterruptException dropped) {
        // What was half typed is dropped; the next prompt shows that.
      } catch (EndOfFileException left) {
        return Optional.empty();
      }
    }
  }

  private String prompt() {
    String text = shell.inTransaction() ? PROMPT_IN_TRANSACTION : PROMPT;
    if (!coloured) {
      return text;
    }
    int colour = shell.inTransaction() ? AttributedStyle.YELLOW : AttributedStyle.GREEN;
    return new AttributedString(text, AttributedStyle.DEFAULT.foreground(colour)).toAnsi();
  }
}
