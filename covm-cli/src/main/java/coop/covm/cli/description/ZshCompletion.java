package coop.covm.cli.description;

import java.util.List;
import java.util.stream.Collectors;

/** Completion for zsh, with descriptions. */
public final class ZshCompletion {
  private final StringBuilder out = new StringBuilder();

  private ZshCompletion() {}

  /** The script, a function to be loaded by {@code compinit}. */
  public static String of(DescribedCommand covm) {
    ZshCompletion completion = new ZshCompletion();
    completion
        .out
        .append("#compdef covm\n")
        .append("# Completion of covm for zsh; made by: covm completion zsh\n")
        .append("# Keep it as _covm in a directory of $fpath.\n")
        .append("_covm() {\n");
    completion.level(covm, 2, "  ");
    completion.out.append("}\n\n").append("if [[ $funcstack[1] = _covm ]]; then\n  _covm \"$@\"\n");
    return completion.out.append("else\n  compdef _covm covm\nfi\n").toString();
  }

  /** The words of one level: which command stands there, or may. */
  private void level(DescribedCommand command, int place, String indent) {
    out.append(indent).append("if (( CURRENT == %d )); then\n".formatted(place));
    out.append(indent).append("  local -a commands=(\n");
    for (DescribedCommand next : command.commands()) {
      out.append(indent)
          .append("    ")
          .append(quoted(next.word() + ":" + next.brief()))
          .append('\n');
    }
    out.append(indent).append("  )\n");
    out.append(indent).append("  _describe -t commands 'command' commands\n");
    out.append(indent).append("  return\n").append(indent).append("fi\n");
    out.append(indent).append("case $words[%d] in\n".formatted(place));
    for (DescribedCommand next : command.commands()) {
      out.append(indent).append("  ").append(next.word()).append(")\n");
      if (next.commands().isEmpty()) {
        arguments(next, place, indent + "    ");
      } else {
        level(next, place + 1, indent + "    ");
      }
      out.append(indent).append("    ;;\n");
    }
    out.append(indent).append("esac\n");
  }

  private void arguments(DescribedCommand command, int place, String indent) {
    out.append(indent).append("shift %d words\n".formatted(place - 1));
    out.append(indent).append("(( CURRENT -= %d ))\n".formatted(place - 1));
    out.append(indent).append("_arguments -s \\\n");
    List<String> specs = command.options().stream().map(ZshCompletion::option).toList();
    for (String spec : specs) {
      out.append(indent).append("  ").append(spec).append(" \\\n");
    }
    for (DescribedParameter parameter : command.parameters()) {
      out.append(indent).append("  ").append(parameter(parameter)).append(" \\\n");
    }
    out.setLength(out.length() - " \\\n".length());
    out.append('\n');
  }

  private static String option(DescribedOption option) {
    String description = "[" + escaped(option.description()) + "]";
    String value = option.takesValue() ? ":" + option.label() + ":" + action(option) : "";
    String repeated = option.repeated() ? "*" : "";
    return option.names().stream()
        .map(name ->
            quoted(
                repeated
                    + name
                    + (option.takesValue() ? name.startsWith("--") ? "=" : "+" : "")
                    + description
                    + value))
        .collect(Collectors.joining(" "));
  }

  private static String action(DescribedOption option) {
    if (option.takesFile()) {
      return "_files";
    }
    return option.values().isEmpty() ? " " : "(" + String.join(" ", option.values()) + ")";
  }

  private static String parameter(DescribedParameter parameter) {
    String action =
        parameter.isFile()
            ? "_files"
            : parameter.values().isEmpty() ? " " : "(" + String.join(" ", parameter.values()) + ")";
    String place = parameter.repeated() ? "*:" : parameter.required() ? ":" : "::";
    return quoted(place + escaped(parameter.label()) + ":" + action);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
