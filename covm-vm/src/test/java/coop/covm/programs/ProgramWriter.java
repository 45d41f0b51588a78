package coop.covm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random programs that compile, and that run long rather than end at once; the same seed
 * writes the same program.
 */
public final class ProgramWriter {
  /**
   * A variable of the main program that each run gives as a parameter, a word or a whole number.
   */
  static final String GIVEN = "given";

  private static final List<Kind> PRIMITIVES = List.of(Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN);

  private final Draft draft;
  private final StatementWriter statements;

  private ProgramWriter(long seed) {
    // Neighbouring seeds of Random begin alike.
    draft = new Draft(new Random(seed * 0x9E3779B97F4A7C15L));
    statements = new StatementWriter(draft);
  }

  /** The text of the program of this seed. */
  public static String program(long seed) {
    return new ProgramWriter(seed).program();
  }

  private String program() {
    for (int i = draft.random.nextInt(4); i > 0; i--) {
      draft.functions.add(signature(draft.functions.size()));
    }
    boolean mainFirst = draft.oneIn(4);
    if (mainFirst) {
      main();
    }
    draft.functions.forEach(this::function);
    if (!mainFirst) {
      main();
    }
    return draft.text();
  }

  private Signature signature(int index) {
    boolean primitive = draft.oneIn(3);
    int selfCalls = draft.oneIn(2) ? 1 + draft.random.nextInt(2) : 0;
    List<Kind> parameters = kinds(draft.random.nextInt(3), primitive);
    if (selfCalls > 0) {
      parameters.addFirst(Kind.COUNT);
    }
    List<Kind> results = kinds(draft.one(List.of(0, 1, 1, 1, 1, 2, 3)), primitive);
    // Of a function that may fail on every path nobody can infer how many results it has.
    boolean stated = draft.isHazardous() || draft.oneIn(2);
    return new Signature(index, parameters, results, selfCalls, primitive, stated);
  }

  private List<Kind> kinds(int count, boolean primitive) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kinds.add(draft.one(primitive ? PRIMITIVES : List.of(Kind.values())));
    }
    return kinds;
  }

  private void function(Signature function) {
    Frame frame = new Frame(function);
    draft.frame = frame;
    List<String> names = new ArrayList<>();
    for (Kind kind : function.parameters()) {
      boolean first = names.isEmpty() && function.isRecursive();
      String name = first ? "n" : frame.newName("p");
      names.add(name);
      frame.variables.put(name, kind);
      if (first) {
        frame.fixed.add(name);
      }
    }
    draft.line(
        "def %s(%s)%s:"
            .formatted(
                function.name(),
                String.join(", ", names),
                function.stated() ? " -> " + function.results().size() : ""));
    draft.indented(() -> {
      draft.line("nop");
      if (function.isRecursive()) {
        endOfRecursion(function);
      }
      body(1 + draft.random.nextInt(6), function.results());
    });
  }

  private void endOfRecursion(Signature function) {
    draft.frame.selfCallsLeft = 0;
    List.of("load n", "push 0", "le", "if:").forEach(draft::line);
    draft.indented(() -> {
      statements.level(function.results());
      draft.line("return");
    });
    draft.frame.stack = new ArrayList<>();
    draft.frame.selfCallsLeft = function.selfCalls();
  }

  private void main() {
    Frame frame = new Frame(Signature.main(draft.oneIn(6)));
    draft.frame = frame;
    if (!frame.function.primitive()) {
      frame.variables.put(GIVEN, Kind.ANY);
      frame.fixed.add(GIVEN);
    }
    draft.line("nop");
    for (int i = draft.random.nextInt(4); i > 0; i--) {
      statements.assign();
    }
    int statements = 2 + draft.random.nextInt(12);
    if (!frame.function.primitive() && draft.oneIn(4)) {
      draft.mischiefAt = 1 + draft.random.nextInt(statements);
    }
    body(statements, frame.stack);
    draft.mischiefAt = 0;
    if (draft.oneIn(2)) {
      draft.line("dumpstate");
    }
  }

  /** Writes statements, and makes the stack what it shall be in the end, in main whatever it is. */
  private void body(int budget, List<Kind> end) {
    draft.budget = budget;
    while (draft.budget > 0) {
      statements.statement();
    }
    if (!draft.frame.function.isMain()) {
      statements.level(end);
    }
  }
}
