package coop.covm.golden;

import coop.covm.golden.Expectation.Kind;
import coop.covm.golden.Expectation.Scope;
import java.util.ArrayList;
import java.util.List;

/** Compares what a golden program says with what its run did. */
final class GoldenCheck {
  private GoldenCheck() {}

  /** What differs, a line each; empty if nothing does. */
  static List<String> differences(GoldenProgram program, Observation observation) {
    List<String> differences = new ArrayList<>();
    List<Expectation> expected = program.expectations();
    if (expected.isEmpty()) {
      differences.add("the program expects nothing, so it shows nothing");
    }
    compare(differences, "output", of(expected, Scope.OUTPUT), observation.output());
    compareFaults(differences, of(expected, Scope.FAULT), observation.faults());
    for (Kind kind : Kind.values()) {
      List<Expectation> stated = expected.stream().filter(e -> e.kind() == kind).toList();
      boolean matters = kind.scope() == Scope.STATED ? !stated.isEmpty() : kind == Kind.STACK;
      if (matters) {
        compare(differences, kind.words(), sorted(kind, stated), observation.of(kind));
      }
    }
    return differences;
  }

  private static List<Expectation> of(List<Expectation> expected, Scope scope) {
    return expected.stream().filter(e -> e.kind().scope() == scope).toList();
  }

  /** What the store holds has no order of its own; it is observed by key. */
  private static List<Expectation> sorted(Kind kind, List<Expectation> stated) {
    return kind == Kind.STORED
        ? stated.stream().sorted(java.util.Comparator.comparing(Expectation::text)).toList()
        : stated;
  }

  private static void compare(
      List<String> differences, String what, List<Expectation> expected, List<Expectation> seen) {
    List<String> wanted = expected.stream().map(Expectation::written).toList();
    List<String> happened = new ArrayList<>(seen.stream().map(Expectation::written).toList());
    if (what.equals(Kind.STORED.words())) {
      happened.sort(null);
    }
    if (!wanted.equals(happened)) {
      differences.add(
          "%s: wanted %s%nbut saw %s"
              .formatted(what, String.join("\n  ", wanted), String.join("\n  ", happened)));
    }
  }

  private static void compareFaults(
      List<String> differences, List<Expectation> expected, List<Expectation> seen) {
    List<Expectation> left = new ArrayList<>(seen);
    for (Expectation wanted : expected) {
      Fault fault = Fault.parse(wanted.text());
      boolean found =
          left.stream()
              .filter(e -> e.kind() == wanted.kind() && fault.fits(Fault.parse(e.text())))
              .findFirst()
              .map(left::remove)
              .orElse(false);
      if (!found) {
        differences.add("missing: " + wanted.written());
      }
    }
    left.forEach(e -> differences.add("not expected: " + e.written()));
  }
}
