package coop.covm.programs;

import java.util.List;

/**
 * What a run did, a line for each thing, so that two runs can be compared and their difference be
 * read.
 *
 * @param end the code of the error that ended it, or {@code ok}
 * @param fuel what it spent
 * @param lines all that can be seen: output, how it ended, what is left on the stack, costs, the
 *     commits it made and what the store holds
 */
record Observation(String end, long fuel, List<String> lines) {
  /** Where another run differs first; empty if nowhere. */
  String difference(Observation other) {
    for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
      String here = i < lines.size() ? lines.get(i) : "nothing more";
      String there = i < other.lines.size() ? other.lines.get(i) : "nothing more";
      if (!here.equals(there)) {
        return "%s%nbut%n%s".formatted(here, there);
      }
    }
    return "";
  }
}
