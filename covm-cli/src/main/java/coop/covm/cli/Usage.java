package coop.covm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * How commands describe themselves to picocli. Its annotations would cost 100 ms of reflection at
 * each start, so the descriptions are built by hand; all arguments are texts, and what they mean is
 * read, and refused, in one place each.
 */
final class Usage {
  /** Set before an argument that is a negative number, so that it is taken for no option. */
  private static final char NEGATIVE = '\0';

  private Usage() {}

  /**
   * @param summary one sentence, shown in the list of commands too
   * @param examples command lines, shown below the options
   */
  static CommandSpec command(String name, String summary, String... examples) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .description(summary)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .sortOptions(false)
        .sortSynopsis(false)
        .abbreviateSynopsis(true)
        .width(100);
    if (examples.length > 0) {
      List<String> footer = new ArrayList<>(List.of("", "Example:"));
      for (String example : examples) {
        footer.add("  " + example);
      }
      spec.usageMessage().footer(footer.toArray(String[]::new));
    }
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option that takes one of a few words, which shells complete. */
  static OptionSpec choice(String name, String label, List<String> values, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .completionCandidates(values)
        .description(description)
        .build();
  }

  /** A parameter that is one of a few words, which shells complete. */
  static PositionalParamSpec oneOf(
      int index, String label, List<String> values, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .completionCandidates(values)
        .description(description)
        .build();
  }

  /** An option that may be given many times. */
  static OptionSpec repeated(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec parameter(int index, String label, String description) {
    return positional(Integer.toString(index), "1", label, description);
  }

  static PositionalParamSpec optionalParameter(int index, String label, String description) {
    return positional(Integer.toString(index), "0..1", label, description);
  }

  private static PositionalParamSpec positional(
      String index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(arity.startsWith("1"))
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** All parameters from the first on. */
  static PositionalParamSpec parameters(String arity, String label, String description) {
    return parameters(arity, label, List.of(), description);
  }

  /** The same, of which shells complete these words. */
  static PositionalParamSpec parameters(
      String arity, String label, List<String> values, String description) {
    return PositionalParamSpec.builder()
        .completionCandidates(values)
        .index("0..*")
        .arity(arity)
        .required(arity.startsWith("1"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** All parameters from one that is not the first on; none need be given. */
  static PositionalParamSpec laterParameters(int from, String label, String description) {
    return PositionalParamSpec.builder()
        .index(from + "..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static boolean has(ParseResult arguments, String option) {
    return arguments.matchedOptionValue(option, false);
  }

  /** The text of a parameter, or the empty text if it was left out. */
  static String text(ParseResult arguments, int index) {
    return unmarked(arguments.matchedPositionalValue(index, ""));
  }

  static List<String> texts(ParseResult arguments) {
    return textsFrom(arguments, 0);
  }

  /** The texts of the parameters from one on. */
  static List<String> textsFrom(ParseResult arguments, int index) {
    List<String> texts = arguments.matchedPositionalValue(index, List.of());
    return texts.stream().map(Usage::unmarked).toList();
  }

  /** The argument of an option as it was given; empty if the option was not. */
  static Optional<String> given(ParseResult arguments, String option) {
    return Optional.ofNullable(arguments.matchedOptionValue(option, (String) null))
        .map(Usage::unmarked);
  }

  /** The same, also empty if it was given without a text, as scripts do with empty variables. */
  static Optional<String> givenText(ParseResult arguments, String option) {
    return given(arguments, option).filter(text -> !text.isEmpty());
  }

  /** The arguments with negative numbers marked, as {@link #text} expects them. */
  static String[] marked(String[] arguments) {
    String[] marked = arguments.clone();
    for (int i = 0; i < marked.length; i++) {
      String argument = marked[i];
      if (argument.length() > 1
          && argument.charAt(0) == '-'
          && (Character.isDigit(argument.charAt(1)) || argument.charAt(1) == '.')) {
        marked[i] = NEGATIVE + argument;
      }
    }
    return marked;
  }

  /** An argument as it was given. */
  static String unmarked(String argument) {
    return !argument.isEmpty() && argument.charAt(0) == NEGATIVE ? argument.substring(1) : argument;
  }
}
