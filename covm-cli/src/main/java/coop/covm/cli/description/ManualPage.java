package coop.covm.cli.description;

import java.util.List;
import java.util.stream.Collectors;

/** A page of the manual, as {@code man} formats it. */
public final class ManualPage {
  private final StringBuilder out = new StringBuilder();

  private ManualPage() {}

  /**
   * The page of a command.
   *
   * @param version of COVM
   */
  public static String of(DescribedCommand command, String version) {
    return new ManualPage().page(command, version);
  }

  /** The name of the file that holds the page, such as {@code covm-storage-get.1}. */
  public static String fileName(DescribedCommand command) {
    return command.name("-") + ".1";
  }

  private String page(DescribedCommand command, String version) {
    out.append(".\\\" Made by: covm man\n");
    line(
        ".TH \"%s\" \"1\" \"\" \"covm %s\" \"The COVM manual\""
            .formatted(
                escaped(command.name("-").toUpperCase(java.util.Locale.ROOT)), escaped(version)));
    line(".SH NAME");
    text("%s - %s".formatted(command.name("-"), command.brief()));
    line(".SH SYNOPSIS");
    synopsis(command);
    line(".SH DESCRIPTION");
    text(command.summary());
    if (!command.parameters().isEmpty()) {
      line(".SH ARGUMENTS");
      command
          .parameters()
          .forEach(parameter ->
              item("\\fI" + escaped(parameter.label()) + "\\fR", parameter.description()));
    }
    line(".SH OPTIONS");
    command.options().forEach(option -> item(term(option), option.description()));
    commands(command);
    examples(command.examples());
    seeAlso(command);
    return out.toString();
  }

  private void synopsis(DescribedCommand command) {
    String arguments =
        command.commands().isEmpty()
            ? command.parameters().stream()
                .map(DescribedParameter::synopsis)
                .collect(Collectors.joining(" "))
            : "COMMAND";
    line(
        "\\fB%s\\fR [\\fIOPTIONS\\fR] \\fI%s\\fR"
            .formatted(escaped(command.name(" ")), escaped(arguments))
            .replace(" \\fI\\fR", ""));
  }

  private static String term(DescribedOption option) {
    String names =
        option.names().stream()
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.takesValue() ? names + "=\\fI" + escaped(option.label()) + "\\fR" : names;
  }

  private void commands(DescribedCommand command) {
    if (!command.commands().isEmpty()) {
      line(".SH COMMANDS");
      command
          .commands()
          .forEach(next -> item("\\fB" + escaped(next.word()) + "\\fR", next.summary()));
    }
  }

  private void examples(List<String> examples) {
    line(".SH EXAMPLES");
    line(".nf");
    examples.forEach(this::text);
    line(".fi");
  }

  private void seeAlso(DescribedCommand command) {
    List<String> others =
        command.commands().isEmpty()
            ? above(command)
            : command.commands().stream().map(next -> next.name("-")).toList();
    line(".SH SEE ALSO");
    line(
        others.stream()
            .map(name -> "\\fB" + escaped(name) + "\\fR(1)")
            .collect(Collectors.joining(", ")));
  }

  private static List<String> above(DescribedCommand command) {
    return command.words().size() > 1
        ? List.of("covm", "covm-" + command.words().getFirst())
        : List.of("covm");
  }

  private void item(String term, String description) {
    line(".TP");
    line(term);
    text(description);
  }

  /** Text that is no request, whatever it begins with. */
  private void text(String text) {
    String escaped = escaped(text);
    line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("\"", "\\(dq");
  }
}
