package coop.covm.programs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes statements that hold blocks. */
final class BlockWriter {
  private static final int MOST_ROUNDS = 300;

  private final Draft draft;
  private final StatementWriter statements;
  private final ValueWriter values;

  BlockWriter(Draft draft, StatementWriter statements, ValueWriter values) {
    this.draft = draft;
    this.statements = statements;
    this.values = values;
  }

  /**
   * Writes any of them.
   *
   * @param mayNest else an assignment is written
   */
  void compound(boolean mayNest) {
    if (!mayNest || draft.budget <= 0) {
      statements.assign();
      return;
    }
    switch (draft.random.nextInt(11)) {
      case 0, 1, 2 -> branch();
      case 3, 4 -> count();
      case 5 -> repeat();
      case 6 -> each();
      case 7 -> match();
      case 8 -> transaction();
      default -> longLoop();
    }
  }

  /** A loop that lasts so long that generated code is left and entered in it. */
  private void longLoop() {
    if (draft.frame.nesting > 0 || draft.frame.rounds > 1 || draft.frame.function.isRecursive()) {
      count();
      return;
    }
    int rounds = 200 + draft.random.nextInt(1500);
    draft.line("loop %d:".formatted(rounds));
    loopBody(rounds, () -> {});
  }

  private void branch() {
    Frame frame = draft.frame;
    condition();
    frame.pop(1);
    List<Kind> end = new ArrayList<>(frame.stack);
    boolean otherwise = draft.oneIn(2);
    if (otherwise && frame.free() > 0 && draft.oneIn(4)) {
      end.removeLast();
    } else if (otherwise && end.size() < 5 && draft.oneIn(2)) {
      end.add(values.kind());
    }
    draft.line("if:");
    block(end, () -> {});
    while (draft.oneIn(4)) {
      draft.line("elif:");
      draft.indented(() -> {
        draft.line("condition:");
        decisive(Kind.BOOLEAN);
      });
      block(end, () -> {});
    }
    if (otherwise) {
      draft.line("else:");
      block(end, () -> {});
    }
    frame.stack = end;
  }

  private void condition() {
    Kind kind = draft.oneIn(5) ? Kind.NUMBER : Kind.BOOLEAN;
    values.push(kind, 2);
  }

  /** A block that leaves one value more. */
  private void decisive(Kind kind) {
    Frame frame = draft.frame;
    List<Kind> before = new ArrayList<>(frame.stack);
    int floor = frame.floor;
    frame.nesting++;
    frame.floor = before.size();
    draft.indented(() -> {
      if (draft.oneIn(4)) {
        statements.statement();
      }
      statements.level(before);
      values.push(kind, 2);
    });
    frame.nesting--;
    frame.floor = floor;
    frame.stack = before;
  }

  /** Counts to a literal, a variable or a value on the stack. */
  private void count() {
    Frame frame = draft.frame;
    List<String> counts = frame.variablesFitting(Kind.COUNT);
    switch (draft.random.nextInt(3)) {
      case 0 -> {
        values.push(Kind.COUNT, 2);
        frame.pop(1);
        draft.line("loop:");
      }
      case 1 -> draft.line("loop %s:".formatted(counts.isEmpty() ? "2" : draft.one(counts)));
      default -> draft.line("loop %d:".formatted(draft.random.nextInt(5)));
    }
    loopBody(3, () -> {});
  }

  private void repeat() {
    Frame frame = draft.frame;
    String counter = frame.newName("i");
    draft.line("push 0");
    draft.line("store " + counter);
    draft.line("while:");
    int most = 1 + draft.random.nextInt(6);
    draft.indented(() -> {
      draft.line("condition:");
      draft.indented(() ->
          List.of("load " + counter, "push " + most, draft.one(List.of("lt", "le")))
              .forEach(draft::line));
    });
    frame.variables.put(counter, Kind.COUNT);
    frame.fixed.add(counter);
    loopBody(
        4,
        () -> List.of("load " + counter, "push 1", "add", "store " + counter).forEach(draft::line));
    frame.variables.remove(counter);
  }

  private void each() {
    Frame frame = draft.frame;
    if (frame.function.primitive()) {
      count();
      return;
    }
    Kind kind =
        draft.one(List.of(Kind.LIST, Kind.NUMBERS, Kind.TEXTS, Kind.MAP, Kind.TALLY, Kind.NUMBERS));
    values.push(kind, 2);
    frame.pop(1);
    String name = frame.newName("e");
    draft.line("foreach %s:".formatted(name));
    frame.variables.put(
        name,
        switch (kind) {
          case NUMBERS -> Kind.INTEGER;
          case LIST -> Kind.ANY;
          default -> Kind.TEXT;
        });
    loopBody(4, () -> {});
    frame.variables.remove(name);
  }

  private void match() {
    Frame frame = draft.frame;
    Map<Kind, List<String>> cases = new HashMap<>();
    cases.put(Kind.COUNT, List.of("0", "1", "2"));
    cases.put(Kind.INTEGER, List.of("-1", "0.0m", "7"));
    cases.put(Kind.BOOLEAN, List.of("true", "false"));
    if (!frame.function.primitive()) {
      cases.put(Kind.WORD, List.of("\"ana\"", "\"number\"", "\"2024\""));
      cases.put(Kind.ANY, List.of("null", "[]", "0", "\"\""));
    }
    Kind kind = draft.one(cases.keySet().stream().sorted().toList());
    List<Kind> end = new ArrayList<>(frame.stack);
    boolean otherwise = draft.oneIn(2);
    if (otherwise && end.size() < 5 && draft.oneIn(3)) {
      end.add(values.kind());
    }
    draft.line("match:");
    draft.indented(() -> {
      draft.line("value:");
      decisive(kind);
      for (String literal : cases.getOrDefault(kind, List.of())) {
        draft.line("case %s:".formatted(literal));
        block(end, () -> {});
      }
      if (otherwise) {
        draft.line("default:");
        block(end, () -> {});
      }
    });
    frame.stack = end;
  }

  private void transaction() {
    Frame frame = draft.frame;
    if (frame.function.primitive() || frame.rounds > 20) {
      statements.assign();
      return;
    }
    boolean before = frame.inTransaction;
    frame.inTransaction = true;
    draft.line("transaction:");
    block(frame.stack, () -> {});
    frame.inTransaction = before;
  }

  private void loopBody(int rounds, Runnable first) {
    Frame frame = draft.frame;
    int before = frame.rounds;
    frame.rounds = Math.min(MOST_ROUNDS * 10, before * rounds);
    frame.loops.addLast(new ArrayList<>(frame.stack));
    block(frame.stack, first);
    frame.loops.removeLast();
    frame.rounds = before;
  }

  /**
   * Writes an indented block; behind it the stack is what it was before.
   *
   * @param end what is on the stack at its end, unless it ends with a jump
   * @param first writes its first lines
   */
  private void block(List<Kind> end, Runnable first) {
    Frame frame = draft.frame;
    List<Kind> goal = new ArrayList<>(end);
    List<Kind> before = new ArrayList<>(frame.stack);
    int floor = frame.floor;
    frame.nesting++;
    frame.floor = Math.min(goal.size(), before.size());
    draft.indented(() -> {
      int lines = draft.size();
      first.run();
      for (int i = draft.random.nextInt(4); i >= 0 && draft.budget > 0; i--) {
        statements.statement();
      }
      if (!jump()) {
        statements.level(goal);
      }
      if (draft.size() == lines) {
        draft.line("nop");
      }
    });
    frame.nesting--;
    frame.floor = floor;
    frame.stack = before;
  }

  /**
   * Ends the block with a jump, sometimes.
   *
   * @return whether it did
   */
  private boolean jump() {
    Frame frame = draft.frame;
    if (!draft.oneIn(7)) {
      return false;
    }
    if (draft.isHazardous() && draft.oneIn(10)) {
      draft.line("fail " + (frame.function.primitive() ? "\"done\"" : values.template()));
      return true;
    }
    List<Kind> loop = frame.loops.peekLast();
    if (loop != null && !draft.oneIn(4)) {
      statements.level(loop);
      draft.line(draft.oneIn(3) ? "break" : "continue");
      return true;
    }
    if (frame.function.isMain()) {
      return false;
    }
    statements.level(frame.function.results());
    draft.line("return");
    return true;
  }
}
