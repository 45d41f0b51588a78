package coop.covm.compiler;

import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of the standard library that one program reaches. Each gets its place in the module
 * when a call of it is resolved, behind all functions of the program, so nothing is read of the
 * library that no call asks for, and the same text gives the same module.
 */
final class LinkedLibrary {
  private final int first;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /**
   * @param first the place of its first function in the module
   */
  LinkedLibrary(int first) {
    this.first = first;
  }

  /** The place in the module of a function of the library, which the module has from now on. */
  Optional<Integer> index(String name) {
    return StandardLibrary.has(name)
        ? Optional.of(indexes.computeIfAbsent(name, this::added))
        : Optional.empty();
  }

  private int added(String name) {
    names.add(name);
    return first + names.size() - 1;
  }

  /**
   * Resolves all that were asked for, and what they call in turn.
   *
   * @throws IllegalStateException if anything is wrong or doubtful in the library
   */
  List<FunctionBody> resolve() {
    List<FunctionBody> bodies = new ArrayList<>();
    FunctionTable table = FunctionTable.ofLibrary(this);
    while (bodies.size() < names.size()) {
      String name = names.get(bodies.size());
      LibraryText text = StandardLibrary.text(name).orElseThrow();
      Findings findings = new Findings(text.source());
      bodies.add(
          new FunctionResolver(table, findings)
              .resolve(text.function(name), first + bodies.size(), true, new int[0]));
      requireNone(name, findings);
    }
    return bodies;
  }

  /**
   * Checks the stack of a function of the library.
   *
   * @throws IllegalStateException if anything is wrong or doubtful there
   */
  static void check(FunctionBody function, List<FunctionBody> functions, Results results) {
    SourceFile source = StandardLibrary.text(function.name()).orElseThrow().source();
    Findings findings = new Findings(source);
    StackAnalysis.run(function, functions, results, findings);
    requireNone(function.name(), findings);
  }

  private static void requireNone(String name, Findings findings) {
    if (!findings.inOrder().isEmpty()) {
      throw new IllegalStateException(
          "the library's %s has faults: %s".formatted(name, findings.inOrder()));
    }
  }
}
