package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.engine.Output;

/**
 * Prints what a run tells as it happens: what it emits to standard output; events, dumps and what
 * was rolled back to standard error.
 */
final class RunOutput implements Output {
  private static final String ROLLED_BACK = "rolled back: ";

  private final Terminal terminal;

  RunOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void emit(String text) {
    terminal.out().line(text);
  }

  @Override
  public void event(String category, String message) {
    terminal.notes().line(event("", category, message));
  }

  @Override
  public void rolledBack(String text) {
    terminal.notes().line(prefixed(ROLLED_BACK, text));
  }

  @Override
  public void rolledBackEvent(String category, String message) {
    terminal.notes().line(event(ROLLED_BACK, category, message));
  }

  @Override
  public void dump(String text) {
    terminal.notes().line(text.stripTrailing());
  }

  private static String event(String prefix, String category, String message) {
    // One line of the category: what is printed behind the prefix never looks like another line.
    String named = prefix + "event " + category.replace("\n", "\\n") + ": ";
    return prefixed(named, message);
  }

  /** The text with the prefix before each of its lines. */
  private static String prefixed(String prefix, String text) {
    return prefix + text.replace("\n", "\n" + prefix);
  }
}
