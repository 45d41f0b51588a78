package coop.covm.cli.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code :help} shows. */
final class Help {
  private static final int COLUMNS =
      Arrays.stream(MetaCommand.values()).mapToInt(it -> it.form().length()).max().orElse(0);

  private Help() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("What is typed runs at once, for instance: push 40; push 2; add");
    lines.add("A block goes on until an empty line. The stack is shown, top last.");
    lines.add("");
    for (MetaCommand command : MetaCommand.values()) {
      lines.add(("%-" + COLUMNS + "s  %s").formatted(command.form(), command.explanation()));
    }
    lines.add("");
    lines.add("Tab completes; Ctrl-C stops what runs, or drops what is half typed.");
    return lines;
  }
}
