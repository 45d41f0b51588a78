package coop.covm.cli.repl;

import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Reads inputs with all that a terminal can do: editing, completion, history, colours. */
final class EditedLines implements Typist {
  private final Shell shell;
  private final HistoryFile history;
  private final boolean coloured;
  private final LineReader reader;

  EditedLines(Shell shell, HistoryFile history, boolean coloured, Terminal terminal) {
    this.shell = shell;
    this.history = history;
    this.coloured = coloured;
    this.reader = reader(terminal);
    history.read().forEach(reader.getHistory()::add);
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
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, Prompt.MORE);
    if (coloured) {
      builder.highlighter(new Highlighting());
    }
    return builder.build();
  }

  @Override
  public Optional<String> next() {
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
    String text = Prompt.of(shell);
    if (!coloured) {
      return text;
    }
    int colour = shell.inTransaction() ? AttributedStyle.YELLOW : AttributedStyle.GREEN;
    return new AttributedString(text, AttributedStyle.DEFAULT.foreground(colour)).toAnsi();
  }

  @Override
  public void interrupted() {
    // The library interrupts its own reading.
  }
}
