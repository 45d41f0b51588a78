package coop.covm.cli.output;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * The standard streams of the process.
 *
 * @param input standard input, bytes as they come
 * @param out standard output: only what was asked for
 * @param notes standard error: notes, events, errors
 */
public record Terminal(InputStream input, Channel out, Channel notes) {

  /** The streams that this process was given. */
  public static Terminal standard() {
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new Channel.Output(new FileOutputStream(FileDescriptor.out), isTerminal("stdout")),
        new Channel.Notes(new FileOutputStream(FileDescriptor.err), isTerminal("stderr")));
  }

  /** Whether somebody types at this process and reads what it prints. */
  public static boolean isInteractive() {
    return isTerminal("stdin") && isTerminal("stdout");
  }

  /** The same with something else in the place of standard output. */
  public Terminal withOutput(Channel other) {
    return new Terminal(input, other, notes);
  }

  /** Shows on standard error how far something has come, if people look at it. */
  public Progress progress() {
    return new Progress(notes, System::nanoTime);
  }

  /**
   * The launcher tests each stream and says so in a property, for Java can only tell whether input
   * and output both are one.
   */
  private static boolean isTerminal(String stream) {
    String told = System.getProperty("covm." + stream);
    if (told != null) {
      return told.equals("terminal");
    }
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
