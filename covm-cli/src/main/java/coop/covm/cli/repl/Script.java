package coop.covm.cli.repl;

import coop.covm.syntax.BlockWord;
import coop.covm.syntax.InputEnd;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes inputs from lines that nobody types: a block ends before the first line that is not
 * indented and does not go on with it, or at the end. Everything stops at the first error.
 */
public final class Script {
  private static final Set<String> BRANCHES =
      Set.of(BlockWord.ELIF.word(), BlockWord.ELSE.word(), BlockWord.DEF.word());

  private final Shell shell;
  private final ScriptLines lines;
  private final WhileRunning running;

  /**
   * @param running around each input that runs
   */
  public Script(Shell shell, ScriptLines lines, WhileRunning running) {
    this.shell = shell;
    this.lines = lines;
    this.running = running;
  }

  /**
   * Runs all inputs.
   *
   * @return 0, or the exit code of the first error
   * @throws coop.covm.cli.output.CommandException if the lines cannot be read
   */
  public int run() {
    Optional<String> input = next();
    while (input.isPresent()) {
      String text = input.get();
      Reply reply = running.around(() -> shell.take(text));
      if (reply.isFailed() || reply.quits()) {
        return reply.exitCode();
      }
      input = next();
    }
    return 0;
  }

  /** The lines of the next input, each with its end. */
  private Optional<String> next() {
    Optional<String> first = lines.next();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(first.get()).append('\n');
    while (goesOn(text.toString())) {
      text.append(lines.next().orElseThrow()).append('\n');
    }
    return Optional.of(text.toString());
  }

  private boolean goesOn(String text) {
    if (text.startsWith(":")) {
      return false;
    }
    // The next line is waited for only where it decides.
    return switch (InputEnd.of(text)) {
      case COMPLETE -> false;
      case OPEN_BRACKET -> lines.peek().isPresent();
      case OPEN_BLOCK -> lines.peek().filter(Script::belongs).isPresent();
    };
  }

  private static boolean belongs(String line) {
    String word = line.strip();
    int end = 0;
    while (end < word.length() && Character.isLetter(word.charAt(end))) {
      end++;
    }
    return word.isEmpty()
        || word.startsWith("#")
        || line.startsWith(" ")
        || line.startsWith("\t")
        || BRANCHES.contains(word.substring(0, end).toLowerCase(Locale.ROOT));
  }
}
