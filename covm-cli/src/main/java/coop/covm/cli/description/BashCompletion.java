package coop.covm.cli.description;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Completion for bash: a table of all commands and one function that reads it. Nothing is started
 * when a key is pressed.
 */
public final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of covm for bash; made by: covm completion bash
      # Use it with: source <(covm completion bash)
      _covm() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
        if [[ $current == = ]]; then
          current=
        elif [[ $previous == = ]]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        local command=
        if ((COMP_CWORD > 1)); then
          command=${COMP_WORDS[1]}
      """;

  private static final String TAIL =
      """
        if [[ " $paths " == *" $previous "* ]]; then
          _covm_files "$current"
        elif [[ " $texts " == *" $previous "* ]]; then
          COMPREPLY=()
        elif [[ -n $choices ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
        elif [[ $current == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        elif [[ -n $words ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        elif [[ -n $files ]]; then
          _covm_files "$current"
        fi
      }

      _covm_files() {
        mapfile -t COMPREPLY < <(compgen -f -- "$1")
        compopt -o filenames 2>/dev/null
      }

      complete -F _covm covm
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private BashCompletion() {}

  /** The script. */
  public static String of(DescribedCommand covm) {
    return new BashCompletion().script(covm);
  }

  private String script(DescribedCommand covm) {
    List<DescribedCommand> groups =
        covm.commands().stream().filter(command -> !command.commands().isEmpty()).toList();
    out.append("    case $command in\n      ")
        .append(groups.stream().map(DescribedCommand::word).collect(Collectors.joining(" | ")))
        .append(
            """
            )
                    if ((COMP_CWORD > 2)); then
                      command="$command ${COMP_WORDS[2]}"
                    fi
                    ;;
                esac
              fi
              local options= paths= texts= choices= words= files=
              case $command in
            """);
    for (DescribedCommand command : covm.all()) {
      entry(command);
    }
    return out.append("  esac\n").append(TAIL).toString();
  }

  private void entry(DescribedCommand command) {
    List<String> facts = new ArrayList<>();
    facts.add(fact("options", names(command, _ -> true)));
    fact(facts, "paths", names(command, DescribedOption::takesFile));
    fact(facts, "texts", names(command, BashCompletion::takesText));
    fact(facts, "words", String.join(" ", command.choices()));
    fact(facts, "files", command.takesFiles() ? "yes" : "");
    out.append("    '").append(String.join(" ", command.words())).append("')\n");
    out.append("      ").append(String.join(" ", facts)).append('\n');
    choices(command);
    out.append("      ;;\n");
  }

  private void choices(DescribedCommand command) {
    List<DescribedOption> options =
        command.options().stream().filter(option -> !option.values().isEmpty()).toList();
    if (!options.isEmpty()) {
      out.append("      case $previous in\n");
      for (DescribedOption option : options) {
        out.append("        ")
            .append(String.join(" | ", option.names()))
            .append(") ")
            .append(fact("choices", String.join(" ", option.values())))
            .append(" ;;\n");
      }
      out.append("      esac\n");
    }
  }

  private static boolean takesText(DescribedOption option) {
    return option.takesValue() && !option.takesFile() && option.values().isEmpty();
  }

  private static String names(DescribedCommand command, Predicate<DescribedOption> wanted) {
    return command.options().stream()
        .filter(wanted)
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }

  private static void fact(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(fact(name, value));
    }
  }

  private static String fact(String name, String value) {
    return "%s='%s'".formatted(name, value);
  }
}
