package coop.covm.cli.repl;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * Reads inputs from a terminal that can only print, such as one of an editor: the system's own
 * editing of a line, and nothing that needs an escape sequence.
 */
final class PlainLines implements Typist {
  private final Shell shell;
  private final ScriptLines lines;
  private final PrintWriter out;

  /** Whether what was typed before has been dropped since it was looked at. */
  private volatile boolean dropped;

  PlainLines(Shell shell, ScriptLines lines, PrintWriter out) {
    this.shell = shell;
    this.lines = lines;
    this.out = out;
  }

  @Override
  public Optional<String> next() {
    StringBuilder text = new StringBuilder();
    while (true) {
      print(text.isEmpty() ? Prompt.of(shell) : Prompt.MORE);
      dropped = false;
      Optional<String> line = lines.next();
      if (dropped) {
        text.setLength(0);
      }
      if (line.isEmpty()) {
        print("\n");
        return Optional.empty();
      }
      text.append(line.get());
      if (!Typing.goesOn(text.toString())) {
        if (!text.toString().isBlank()) {
          return Optional.of(text.toString());
        }
        text.setLength(0);
      } else {
        text.append('\n');
      }
    }
  }

  @Override
  public void interrupted() {
    // The system has dropped the line that was half typed.
    dropped = true;
    print("\n" + Prompt.of(shell));
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }
}
