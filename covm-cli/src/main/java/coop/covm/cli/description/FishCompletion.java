package coop.covm.cli.description;

/** Completion for fish, with descriptions. */
public final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of covm for fish; made by: covm completion fish
      # Keep it as covm.fish in ~/.config/fish/completions.

      # Whether the words behind covm begin with these.
      function __covm_in
        set -l words (commandline -opc)
        set -e words[1]
        set -l length (count $argv)
        test (count $words) -ge $length; or return 1
        test "$words[1..$length]" = "$argv"
      end

      # Whether the words behind covm are these and no more.
      function __covm_at
        set -l words (commandline -opc)
        set -e words[1]
        test "$words" = "$argv"
      end

      complete -c covm -f
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private FishCompletion() {}

  /** The script. */
  public static String of(DescribedCommand covm) {
    FishCompletion completion = new FishCompletion();
    covm.all().forEach(completion::add);
    return completion.out.toString();
  }

  private void add(DescribedCommand command) {
    String words = String.join(" ", command.words());
    String at = "complete -c covm -n '__covm_at" + behind(words) + "'";
    String in = "complete -c covm -n '__covm_in" + behind(words) + "'";
    for (DescribedCommand next : command.commands()) {
      line(at, " -a " + next.word(), next.brief());
    }
    if (!command.commands().isEmpty()) {
      return;
    }
    command.parameters().stream()
        .flatMap(parameter -> parameter.values().stream())
        .forEach(value -> out.append(at).append(" -a ").append(value).append('\n'));
    if (command.takesFiles()) {
      out.append(in).append(" -F\n");
    }
    command.options().forEach(option -> line(in, option(option), option.description()));
  }

  private static String behind(String words) {
    return words.isEmpty() ? "" : " " + words;
  }

  private static String option(DescribedOption option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.takesFile()) {
      text.append(" -r -F");
    } else if (!option.values().isEmpty()) {
      text.append(" -x -a '").append(String.join(" ", option.values())).append('\'');
    } else if (option.takesValue()) {
      text.append(" -x");
    }
    return text.toString();
  }

  private void line(String condition, String what, String description) {
    String quoted = description.replace("\\", "\\\\").replace("'", "\\'");
    out.append(condition).append(what).append(" -d '").append(quoted).append("'\n");
  }
}
