package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which instructions change the store outside a transaction, each change a commit of its own. */
final class Commits {
  private final Inspected inspected;

  /** Where functions do that, or call one that does. */
  private final Map<String, Span> inFunctions = new HashMap<>();

  private Commits(Inspected inspected) {
    this.inspected = inspected;
  }

  static Commits in(Inspected inspected) {
    Commits commits = new Commits(inspected);
    commits.findFunctions();
    return commits;
  }

  /** Whether an instruction is a commit of its own. */
  boolean byItself(Statement.Instruction instruction) {
    return inspected.transactions().isOutside(instruction)
        && StorageAccess.of(instruction, Optional.empty())
            .filter(access -> access.kind().changes())
            .isPresent();
  }

  /** The instruction that is one in the function that is called here outside a transaction. */
  Optional<Span> byCalling(Statement.Instruction instruction) {
    return calledOutside(instruction).flatMap(name -> Optional.ofNullable(inFunctions.get(name)));
  }

  private Optional<String> calledOutside(Statement.Instruction instruction) {
    return inspected.transactions().isOutside(instruction)
        ? inspected.functions().called(instruction).map(it -> NameRule.normal(it.name()))
        : Optional.empty();
  }

  private void findFunctions() {
    Map<String, List<String>> callers = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (Statement.Function function : inspected.program().functions()) {
      String name = NameRule.normal(function.name());
      Tree.forEachInstruction(
          function.body(),
          instruction -> {
            if (byItself(instruction)
                && inFunctions.putIfAbsent(name, instruction.span()) == null) {
              open.add(name);
            }
            calledOutside(instruction)
                .ifPresent(
                    callee -> callers.computeIfAbsent(callee, _ -> new ArrayList<>()).add(name));
          });
    }
    while (!open.isEmpty()) {
      String callee = open.remove();
      for (String caller : callers.getOrDefault(callee, List.of())) {
        if (!inFunctions.containsKey(caller)) {
          inFunctions.put(caller, inFunctions.get(callee));
          open.add(caller);
        }
      }
    }
  }
}
