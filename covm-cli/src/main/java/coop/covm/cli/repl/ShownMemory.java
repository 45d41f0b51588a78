package coop.covm.cli.repl;

import coop.covm.dialogue.Dialogue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What the inputs have left, for people. */
final class ShownMemory {
  /** How many values of a stack are shown, and how many variables. */
  private static final int SHOWN = 100;

  private ShownMemory() {}

  static List<String> stack(Dialogue dialogue, Surroundings surroundings) {
    List<Value> stack = dialogue.stack();
    List<String> lines = new ArrayList<>();
    lines.add("stack, top first: " + counted(stack.size(), "value"));
    stack.reversed().stream()
        .limit(SHOWN)
        .forEach(value -> lines.add("  " + surroundings.brief(value)));
    addMore(lines, stack.size());
    return lines;
  }

  static List<String> memory(Dialogue dialogue, Surroundings surroundings) {
    List<String> lines = new ArrayList<>();
    lines.add("memory: " + counted(dialogue.variables().size(), "variable"));
    dialogue.variables().entrySet().stream()
        .limit(SHOWN)
        .forEach(variable ->
            lines.add(
                "  %s = %s".formatted(variable.getKey(), surroundings.brief(variable.getValue()))));
    addMore(lines, dialogue.variables().size());
    if (!dialogue.functions().isEmpty()) {
      lines.add("functions: " + dialogue.functions().size());
      dialogue.functions().values().stream()
          .limit(SHOWN)
          .forEach(text -> lines.add("  " + text.lines().findFirst().orElse("").strip()));
      addMore(lines, dialogue.functions().size());
    }
    return lines;
  }

  private static void addMore(List<String> lines, int count) {
    if (count > SHOWN) {
      lines.add("  … and %s more".formatted(count - SHOWN));
    }
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }
}
