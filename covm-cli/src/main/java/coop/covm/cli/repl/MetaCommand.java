package coop.covm.cli.repl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands of the shell itself; no instruction begins with a colon. */
enum MetaCommand {
  STACK("", "Show what is on the stack, top first."),
  MEMORY("", "Show the variables and functions."),
  STORE("", "Show where the store is, its revision, and keys."),
  TX("", "Show the open transaction and what it will change."),
  HISTORY("[KEY]", "Show the inputs so far, or the versions of a key."),
  UNDO("", "Take back the last input, but not its commits."),
  EXPLAIN("[on|off|INPUT]", "Say in sentences what inputs do, or this one."),
  TIME("[on|off]", "Show what the last input took, or each from now on."),
  LOAD("FILE", "Run the lines of a file as one input."),
  HELP("", "Show this help."),
  QUIT("", "Leave the shell; so does Ctrl-D.");

  private final String argument;
  private final String explanation;

  MetaCommand(String argument, String explanation) {
    this.argument = argument;
    this.explanation = explanation;
  }

  /** How it is typed. */
  String typed() {
    return ":" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How it is typed, with its argument. */
  String form() {
    return argument.isEmpty() ? typed() : typed() + " " + argument;
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  String explanation() {
    return explanation;
  }

  /** The command that is typed so. */
  static Optional<MetaCommand> of(String typed) {
    return Arrays.stream(values()).filter(it -> it.typed().equals(typed)).findFirst();
  }

  /** How all are typed, in the order of the help. */
  static List<String> all() {
    return Arrays.stream(values()).map(MetaCommand::typed).toList();
  }
}
