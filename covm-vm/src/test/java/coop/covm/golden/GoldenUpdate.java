package coop.covm.golden;

import coop.covm.golden.Expectation.Kind;
import coop.covm.golden.Expectation.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes what a run did into the comments of its golden program, in place of what stood there: on
 * the line where it happened if that reads in order, else at the end of the file.
 */
final class GoldenUpdate {
  private final GoldenProgram program;
  private final Observation observation;
  private final List<String> kept = new ArrayList<>();
  private final Map<Integer, Integer> keptByOld = new HashMap<>();
  private final Map<Integer, List<Expectation>> behind = new TreeMap<>();
  private final List<Expectation> atEnd = new ArrayList<>();

  private GoldenUpdate(GoldenProgram program, Observation observation) {
    this.program = program;
    this.observation = observation;
  }

  /**
   * The text of the program with the expectations that its run fulfils.
   *
   * @param observation of a watched run
   */
  static String rewritten(GoldenProgram program, Observation observation) {
    GoldenUpdate update = new GoldenUpdate(program, observation);
    update.dropExpectations();
    update.placeOutput();
    update.placeFaults();
    update.placeEnds();
    return update.text();
  }

  private void dropExpectations() {
    List<String> lines = program.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean expectation = Comments.text(line).startsWith("expect");
      if (!expectation) {
        kept.add(line);
      } else if (!Comments.code(line).isBlank()) {
        kept.add(Comments.code(line));
      } else {
        continue;
      }
      keptByOld.put(i + 1, kept.size() - 1);
    }
  }

  private void placeOutput() {
    int last = -1;
    boolean inOrder = true;
    for (Expectation seen : observation.output()) {
      Integer place = keptByOld.get(seen.line());
      inOrder &= place != null && place >= last;
      last = place == null ? last : place;
    }
    for (Expectation seen : observation.output()) {
      Integer place = keptByOld.get(seen.line());
      if (inOrder && place != null) {
        behind.computeIfAbsent(place, p -> new ArrayList<>()).add(seen);
      } else {
        atEnd.add(seen);
      }
    }
  }

  private void placeFaults() {
    for (Expectation seen : observation.faults()) {
      Integer place = keptByOld.get(seen.line());
      boolean free =
          place != null
              && Comments.start(kept.get(place)) < 0
              && Comments.start(kept.get(place) + " #") >= 0
              && !kept.get(place).isBlank()
              && behind.get(place) == null;
      if (free) {
        behind.put(place, new ArrayList<>(List.of(seen)));
      } else {
        atEnd.add(seen);
      }
    }
  }

  private void placeEnds() {
    Set<Kind> stated =
        program.expectations().stream().map(Expectation::kind).collect(Collectors.toSet());
    for (Kind kind : Kind.values()) {
      if (kind == Kind.STACK || (kind.scope() == Scope.STATED && stated.contains(kind))) {
        atEnd.addAll(observation.of(kind));
      }
    }
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    Map<Integer, Integer> finalLines = new HashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      String line = kept.get(i);
      List<Expectation> here = behind.getOrDefault(i, List.of());
      if (here.size() == 1 && Comments.start(line) < 0) {
        lines.add(line + "  # " + shortened(here.getFirst(), 0));
      } else {
        String indentation = line.substring(0, line.length() - line.stripLeading().length());
        lines.add(line);
        here.forEach(e -> lines.add(indentation + "# " + shortened(e, 0)));
      }
      finalLines.put(i, lines.size() - Math.max(0, here.size() == 1 ? 0 : here.size()));
    }
    for (Expectation seen : atEnd) {
      Integer place = keptByOld.get(seen.line());
      lines.add("# " + shortened(seen, place == null ? 0 : finalLines.getOrDefault(place, 0)));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * @param line the line to name for a fault that is not written where it happened, else 0
   */
  private static String shortened(Expectation seen, int line) {
    if (seen.kind().scope() != Scope.FAULT) {
      return seen.written();
    }
    Fault fault = Fault.parse(seen.text());
    String place = line == 0 ? "" : "line %d: ".formatted(line);
    return "%s %s%s %s"
        .formatted(seen.kind().words(), place, fault.code(), fault.title().orElse(""))
        .strip();
  }
}
