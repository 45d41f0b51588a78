package coop.covm.golden;

import coop.covm.golden.Expectation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run did, in the words of expectations.
 *
 * @param output emits, events, rolled back ones and dumps, in order; the lines are those that were
 *     running, 0 where nobody watched
 * @param faults compile errors, warnings and the error of the run, with line, code, title and
 *     message
 * @param ends the stack that was left, and what the store holds, in key order
 * @param costs fuel, instructions, writes and revision
 */
record Observation(
    List<Expectation> output,
    List<Expectation> faults,
    List<Expectation> ends,
    List<Expectation> costs) {

  /** The same as plain text, for comparing two ways of running. */
  String transcript() {
    List<String> lines = new ArrayList<>();
    boolean timed = faults.stream().anyMatch(f -> f.text().contains(" TimeOut"));
    output.forEach(e -> lines.add(e.written()));
    if (timed) {
      lines.add("ended by the clock");
    } else {
      faults.forEach(e -> lines.add(e.written()));
      costs.forEach(e -> lines.add(e.written()));
    }
    ends.forEach(e -> lines.add(e.written()));
    return String.join("\n", lines);
  }

  List<Expectation> of(Kind kind) {
    List<Expectation> found = new ArrayList<>();
    for (List<Expectation> part : List.of(output, faults, ends, costs)) {
      part.stream().filter(e -> e.kind() == kind).forEach(found::add);
    }
    return found;
  }
}
