package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Program;
import coop.covm.syntax.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The functions of a program by name, and who calls whom. */
final class Functions {
  private final Map<String, Statement.Function> byName = new LinkedHashMap<>();
  private final Map<String, Set<String>> callers = new HashMap<>();
  private final Map<String, Set<String>> callees = new HashMap<>();

  private Functions() {}

  static Functions of(Program program) {
    Functions functions = new Functions();
    program
        .functions()
        .forEach(function -> functions.byName.put(NameRule.normal(function.name()), function));
    functions.byName.forEach((name, function) ->
        functions
            .calls(function.body())
            .forEach(callee -> {
              functions.callees.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(callee);
              functions.callers.computeIfAbsent(callee, _ -> new LinkedHashSet<>()).add(name);
            }));
    return functions;
  }

  /** The program's own function of this name; none of the library. */
  Optional<Statement.Function> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The program's own function that an instruction calls, if it calls one. */
  Optional<Statement.Function> called(Statement.Instruction instruction) {
    return Words.is(instruction, Opcode.CALL)
        ? Words.name(instruction).flatMap(this::named)
        : Optional.empty();
  }

  /** The names of the program's own functions that are called somewhere in a block. */
  Set<String> calls(Statement.Block block) {
    Set<String> names = new LinkedHashSet<>();
    Tree.forEachInstruction(
        block,
        instruction ->
            called(instruction).ifPresent(callee -> names.add(NameRule.normal(callee.name()))));
    return names;
  }

  /** These and all that they call, directly or not. */
  Set<String> reachedFrom(Set<String> names) {
    return closure(names, callees);
  }

  /** These and all that call them, directly or not. */
  Set<String> reaching(Set<String> names) {
    return closure(names, callers);
  }

  /** Whether anything calls it, itself aside. */
  boolean isCalledByOthers(String name) {
    return callers.getOrDefault(name, Set.of()).stream().anyMatch(caller -> !caller.equals(name));
  }

  /** The names, in the order of the text. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  private static Set<String> closure(Set<String> names, Map<String, Set<String>> edges) {
    Set<String> found = new TreeSet<>(names);
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      for (String next : edges.getOrDefault(open.remove(), Set.of())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
