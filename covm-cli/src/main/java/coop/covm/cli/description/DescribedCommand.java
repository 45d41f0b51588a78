package coop.covm.cli.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as others than picocli need it.
 *
 * @param words how it is called, such as {@code storage get}; empty for {@code covm} itself
 * @param summary a sentence
 * @param commands those that stand behind it
 * @param examples whole command lines
 */
public record DescribedCommand(
    List<String> words,
    String summary,
    List<DescribedCommand> commands,
    List<DescribedOption> options,
    List<DescribedParameter> parameters,
    List<String> examples) {

  /** What stands in front of the examples in the help. */
  private static final String EXAMPLE = "Example:";

  /** The command with all that stand behind it. */
  public static DescribedCommand of(CommandSpec spec) {
    List<String> words = new ArrayList<>(Arrays.asList(spec.qualifiedName(" ").split(" ", -1)));
    words.removeFirst();
    List<DescribedCommand> commands = new ArrayList<>();
    for (CommandLine line : spec.subcommands().values()) {
      commands.add(of(line.getCommandSpec()));
    }
    return new DescribedCommand(
        List.copyOf(words),
        text(spec.usageMessage().description()),
        List.copyOf(commands),
        spec.options().stream().map(DescribedOption::of).toList(),
        spec.positionalParameters().stream().map(DescribedParameter::of).toList(),
        Arrays.stream(spec.usageMessage().footer())
            .filter(line -> !line.isEmpty() && !line.equals(EXAMPLE))
            .map(String::strip)
            .toList());
  }

  /** The lines of a description as one. */
  static String text(String[] lines) {
    return String.join(" ", lines).replace("%n", " ");
  }

  /** The name in one text, such as {@code covm storage get}. */
  public String name(String separator) {
    return String.join(separator, Stream.concat(Stream.of("covm"), words.stream()).toList());
  }

  /** This command and all that stand behind it, in the order of the help. */
  public List<DescribedCommand> all() {
    List<DescribedCommand> all = new ArrayList<>(List.of(this));
    commands.forEach(command -> all.addAll(command.all()));
    return all;
  }

  /** Whether one of its parameters names a file. */
  boolean takesFiles() {
    return parameters.stream().anyMatch(DescribedParameter::isFile);
  }

  /** The words that may come next: commands, or what a parameter may be. */
  List<String> choices() {
    return commands.isEmpty()
        ? parameters.stream().flatMap(parameter -> parameter.values().stream()).toList()
        : commands.stream().map(DescribedCommand::word).toList();
  }

  /** The last of its words. */
  String word() {
    return words.getLast();
  }

  /** The summary without the full stop, for lists. */
  String brief() {
    return summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
  }
}
