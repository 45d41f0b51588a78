package coop.covm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of the command in a page, each with what the page shows below it. */
final class ConsoleCalls {
  private static final Pattern BLOCK =
      Pattern.compile("^```console\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CALL =
      Pattern.compile("^\\$ covm ([^\n]*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);
  private static final Pattern LINE =
      Pattern.compile("^\\$ ([^\n]*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

  private ConsoleCalls() {}

  /**
   * @param line the arguments as they are typed
   * @param shown what the page shows
   */
  record Call(String line, String shown) {
    /** What the command prints in the directory, both streams as they were written. */
    String printed(Path directory) {
      return CovmProcess.in(directory)
          .through("sh", "-c", "exec \"$@\" 2>&1", "sh")
          .run(arguments(line))
          .out();
    }
  }

  /** All calls of the command, in their order. */
  static List<Call> of(String page) {
    return of(page, CALL);
  }

  /** All lines that are typed into a shell, whatever command they begin with, in their order. */
  static List<Call> ofShell(String page) {
    return of(page, LINE);
  }

  private static List<Call> of(String page, Pattern pattern) {
    List<Call> calls = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      Matcher call = pattern.matcher(block.group(1));
      while (call.find()) {
        calls.add(new Call(call.group(1), call.group(2)));
      }
    }
    return calls;
  }

  private static List<String> arguments(String line) {
    List<String> arguments = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(line);
    while (argument.find()) {
      arguments.add(argument.group(1) == null ? argument.group(2) : argument.group(1));
    }
    return arguments;
  }
}
