package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.syntax.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in one sentence, and where the help is. */
final class UsageErrors {
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private UsageErrors() {}

  /** The error that stands for one of picocli's. */
  static CommandException of(ParameterException error) {
    CommandLine line = error.getCommandLine();
    return switch (error) {
      case UnmatchedArgumentException unmatched ->
          unknown(line, Usage.unmarked(unmatched.getUnmatched().getFirst()));
      case OverwrittenOptionException twice
          when twice.getOverwritten() instanceof OptionSpec option ->
          hinted(line, "the option %s is given twice".formatted(option.longestName()));
      case MissingParameterException missing -> missing(line, missing.getMissing());
      case MaxValuesExceededException tooMany -> hinted(line, tooMany(tooMany));
      default -> hinted(line, sentence(String.valueOf(error.getMessage())));
    };
  }

  private static String tooMany(MaxValuesExceededException error) {
    Matcher option = OPTION.matcher(String.valueOf(error.getMessage()));
    return option.find()
        ? "the option %s takes no value".formatted(option.group())
        : "there are too many arguments";
  }

  private static CommandException unknown(CommandLine line, String argument) {
    boolean option = argument.startsWith("-") && argument.length() > 1;
    if (!option && !line.getSubcommands().isEmpty()) {
      return unknownCommand(line, argument);
    }
    if (option) {
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      List<String> options = new ArrayList<>();
      for (OptionSpec known : line.getCommandSpec().options()) {
        options.addAll(List.of(known.names()));
      }
      return hinted(line, "unknown option '%s'%s".formatted(name, suggestion(name, options)));
    }
    return hinted(line, "there is nothing to do with '%s'".formatted(argument));
  }

  static CommandException unknownCommand(CommandLine line, String word) {
    return hinted(
        line,
        "there is no command '%s'%s"
            .formatted(word, suggestion(word, line.getSubcommands().keySet())));
  }

  /** A group of commands was named, and none of its commands. */
  static CommandException commandMissing(CommandLine line) {
    return hinted(
        line,
        "a command is missing; there are %s"
            .formatted(String.join(", ", line.getSubcommands().keySet())));
  }

  private static CommandException missing(CommandLine line, List<ArgSpec> missing) {
    String names =
        missing.stream()
            .map(arg ->
                arg instanceof OptionSpec option
                    ? "the value of " + option.longestName()
                    : arg.paramLabel())
            .collect(Collectors.joining(" and "));
    return hinted(line, "%s %s missing".formatted(names, missing.size() > 1 ? "are" : "is"));
  }

  private static String suggestion(String word, Collection<String> known) {
    return NearestWord.to(word, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private static CommandException hinted(CommandLine line, String problem) {
    String mark = problem.endsWith("?") ? " " : "; ";
    return CommandException.usage(problem + mark + HelpCommand.hint(line));
  }

  /** A message of picocli's as part of a sentence of ours. */
  private static String sentence(String message) {
    String first = message.lines().findFirst().orElse("the command line is wrong");
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
