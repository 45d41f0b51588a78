package coop.covm.compiler;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds how many values each function returns: the number of its first path whose height is known.
 * A function that returns on no path returns none.
 *
 * <p>Callees come first. Within a group of mutually recursive functions a path that meets a call
 * whose results are open is given up, and the function is looked at again when they are known; the
 * shortest functions first, so that a long one is not read again for each of its callees.
 */
final class ResultInference {
  private final List<FunctionBody> functions;
  private final Findings findings;
  private final Results results;

  private ResultInference(List<FunctionBody> functions, Findings findings) {
    this.functions = functions;
    this.findings = findings;
    this.results = new Results(functions);
  }

  /** The results of all functions, none of them open; those in doubt are reported. */
  static Results infer(List<FunctionBody> functions, Findings findings) {
    ResultInference inference = new ResultInference(functions, findings);
    for (List<FunctionBody> group : CallGraph.groups(functions)) {
      inference.infer(group);
    }
    return inference.results;
  }

  private void infer(List<FunctionBody> group) {
    PriorityQueue<FunctionBody> ready =
        new PriorityQueue<>(
            Comparator.comparingInt(FunctionBody::size).thenComparingInt(FunctionBody::index));
    group.stream().filter(this::isOpen).forEach(ready::add);
    Map<Integer, Set<Integer>> waiting = new HashMap<>();
    Set<Integer> asleep = new HashSet<>();
    boolean doubtful = false;
    while (!ready.isEmpty()) {
      FunctionBody function = ready.remove();
      Findings unheard = new Findings(new SourceFile("", ""));
      StackAnalysis.Outcome outcome = StackAnalysis.run(function, functions, results, unheard);
      if (settle(function, outcome)) {
        for (int waiter : waiting.getOrDefault(function.index(), Set.of())) {
          if (asleep.remove(waiter)) {
            ready.add(functions.get(waiter));
          }
        }
      } else {
        doubtful |= outcome.doubtful();
        asleep.add(function.index());
        for (int callee : outcome.waitsFor()) {
          waiting.computeIfAbsent(callee, none -> new HashSet<>()).add(function.index());
        }
      }
    }
    giveUp(group.stream().filter(this::isOpen).toList(), doubtful);
  }

  private boolean isOpen(FunctionBody function) {
    return results.isOpen(function.index());
  }

  private boolean settle(FunctionBody function, StackAnalysis.Outcome outcome) {
    if (outcome.returned().isPresent()) {
      StackAnalysis.Returned returned = outcome.returned().get();
      results.fix(function.index(), returned.count(), returned.place());
      return true;
    }
    if (!outcome.unknownReturn()) {
      results.fix(function.index(), 0, function.place());
      return true;
    }
    return false;
  }

  /** One message for a group; none if a fault that is reported elsewhere may be the reason. */
  private void giveUp(List<FunctionBody> open, boolean doubtful) {
    if (open.isEmpty()) {
      return;
    }
    open.forEach(function -> results.giveUp(function.index()));
    if (doubtful) {
      return;
    }
    FunctionBody first = open.getFirst();
    Diagnostic error =
        Diagnostic.error(
                DiagnosticCode.RESULTS_UNKNOWN,
                open.size() == 1
                    ? "every path of %s calls %s itself, so nothing says how many values it returns"
                        .formatted(Shown.quoted(first.name()), Shown.quoted(first.name()))
                    : "every path of %s calls a function that waits for it in turn (%s), so nothing says how many values it returns"
                        .formatted(Shown.quoted(first.name()), others(open)),
                first.place())
            .withHint("state it: def %s(...) -> N:".formatted(first.name()));
    for (FunctionBody other : new ArrayList<>(open.subList(1, Math.min(open.size(), 6)))) {
      error = error.withRelated("this one belongs to the circle", other.place());
    }
    findings.error(error);
  }

  private static String others(List<FunctionBody> open) {
    String names =
        open.stream()
            .skip(1)
            .limit(5)
            .map(other -> Shown.quoted(other.name()))
            .collect(Collectors.joining(", "));
    return open.size() > 6 ? names + ", …" : names;
  }
}
