package coop.covm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the statements of a function, knowing the kinds on its stack and in its variables. */
final class StatementWriter {
  private static final int MOST_NESTING = 4;
  private static final int MOST_ON_STACK = 6;
  private static final Set<Kind> CONDITIONS =
      Set.of(Kind.BOOLEAN, Kind.NUMBER, Kind.INTEGER, Kind.DECIMAL);

  private final Draft draft;
  private final ValueWriter values;
  private final StoredWriter stored;
  private final BlockWriter blocks;

  StatementWriter(Draft draft) {
    this.draft = draft;
    this.values = new ValueWriter(draft);
    this.stored = new StoredWriter(draft);
    this.blocks = new BlockWriter(draft, this, values);
  }

  /** Writes any statement; the kinds of the stack below the floor stay. */
  void statement() {
    boolean due = draft.budget == draft.mischiefAt;
    draft.budget--;
    if (!draft.frame.function.primitive() && (draft.isHazard() || due)) {
      Mischief.write(draft);
      return;
    }
    switch (draft.random.nextInt(20)) {
      case 0, 1, 2, 3 -> assign();
      case 4, 5 -> blocks.compound(draft.frame.nesting < MOST_NESTING);
      case 6, 7, 8 -> blocks.compound(draft.frame.nesting < 2);
      case 9 -> leave();
      case 10 -> shuffle();
      case 11, 12 -> accumulate();
      case 13 -> call();
      case 14, 15 -> foreign(this::output);
      case 16, 17 -> foreign(this::storage);
      case 18 -> foreign(this::check);
      default -> foreign(this::inspect);
    }
  }

  /** What functions of numbers and booleans do without. */
  private void foreign(Runnable statement) {
    if (draft.frame.function.primitive()) {
      assign();
    } else {
      statement.run();
    }
  }

  /** Stores in a variable, a new one or of another kind where every path comes by. */
  void assign() {
    Frame frame = draft.frame;
    List<String> names = frame.assignable();
    boolean free = frame.nesting == 0 && draft.oneIn(3);
    if (names.isEmpty() || (free && names.size() < 6)) {
      if (frame.nesting == 0) {
        define(frame.newName("v"));
      } else {
        leave();
      }
      return;
    }
    String name = draft.one(names);
    if (free) {
      define(name);
      return;
    }
    Kind kind = frame.kind(name);
    values.push(kind, 2);
    temper(kind);
    store(name);
  }

  private void define(String name) {
    Kind kind = values.kind();
    values.push(kind, 2);
    draft.frame.variables.put(name, kind);
    store(name);
  }

  private void store(String name) {
    if (!draft.frame.function.primitive() && draft.oneIn(12)) {
      draft.line("push \"%s\"".formatted(name));
      draft.line("store");
    } else {
      draft.line("store " + name);
    }
    draft.frame.pop(1);
  }

  /** Keeps what a loop stores again and again within bounds, mostly. */
  private void temper(Kind kind) {
    if (draft.frame.rounds > 1 && !draft.oneIn(20)) {
      switch (kind) {
        case NUMBER -> List.of("push 1e9", "mod").forEach(draft::line);
        case DECIMAL -> List.of("push 3", "roundto", "push 1000m", "mod").forEach(draft::line);
        case TEXT, LIST, NUMBERS, TEXTS -> List.of("push 12", "call take").forEach(draft::line);
        default -> {}
      }
    }
  }

  /** Leaves a value on the stack, or takes one away. */
  private void leave() {
    Frame frame = draft.frame;
    if (frame.free() > 0 && (draft.oneIn(2) || frame.stack.size() >= MOST_ON_STACK)) {
      drop();
    } else if (frame.stack.size() < MOST_ON_STACK) {
      values.push(values.kind(), 2);
    }
  }

  /** Takes the top value away. */
  void drop() {
    Frame frame = draft.frame;
    List<String> names =
        frame.assignable().stream().filter(name -> frame.top().fits(frame.kind(name))).toList();
    if (!names.isEmpty() && draft.oneIn(2)) {
      store(draft.one(names));
    } else {
      boolean shown = !frame.function.primitive() && frame.rounds < 30 && draft.oneIn(3);
      draft.line(shown ? "emit" : "pop");
      frame.pop(1);
    }
  }

  private void shuffle() {
    Frame frame = draft.frame;
    List<Kind> stack = frame.stack;
    int size = stack.size();
    if (frame.free() >= 3 && draft.oneIn(2)) {
      draft.line("rot");
      stack.add(stack.remove(size - 3));
    } else if (frame.free() >= 2 || (size >= 2 && stack.get(size - 1) == stack.get(size - 2))) {
      draft.line("swap");
      stack.add(stack.remove(size - 2));
    } else {
      accumulate();
    }
  }

  /** Changes the top value to another of its kind. */
  private void accumulate() {
    Frame frame = draft.frame;
    if (frame.stack.isEmpty()) {
      leave();
      return;
    }
    Kind kind = frame.top();
    List<Phrase> fitting =
        values.phrases(kind).stream()
            .filter(phrase -> !phrase.takes().isEmpty())
            .filter(phrase -> kind.fits(phrase.takes().getFirst()))
            .toList();
    if (fitting.isEmpty()) {
      return;
    }
    Phrase phrase = values.weighted(fitting);
    phrase.takes().stream().skip(1).forEach(taken -> values.push(taken, 1));
    values.act(phrase);
    temper(kind);
    frame.pop(1);
    frame.push(kind);
  }

  private void call() {
    Frame frame = draft.frame;
    List<Signature> callable =
        values.callable().stream()
            .filter(f -> frame.stack.size() + f.results().size() <= MOST_ON_STACK)
            .toList();
    if (callable.isEmpty()) {
      assign();
      return;
    }
    int before = frame.stack.size();
    values.call(draft.one(callable), 2);
    while (frame.stack.size() > before && !draft.oneIn(3)) {
      drop();
    }
  }

  private void output() {
    Frame frame = draft.frame;
    if (frame.rounds > 60) {
      assign();
      return;
    }
    switch (draft.random.nextInt(5)) {
      case 0 -> draft.line("emit " + values.template());
      case 1 -> draft.line("emitevent \"news\" " + values.template());
      case 2 -> {
        draft.line("push \"popped\"");
        draft.line("push " + values.template());
        draft.line("emitevent");
      }
      default -> {
        values.push(Kind.ANY, 3);
        draft.line("emit");
        frame.pop(1);
      }
    }
  }

  private void storage() {
    if (draft.frame.rounds > 60) {
      assign();
    } else {
      stored.change(values);
    }
  }

  private void inspect() {
    if (draft.frame.rounds > 30) {
      draft.line("nop");
    } else {
      draft.line(draft.one(List.of("dumpstack", "dumpmemory", "dumpstate", "nop")));
    }
  }

  /** Checks that hold. */
  private void check() {
    Frame frame = draft.frame;
    String literal = draft.samples.literal(draft.oneIn(2) ? Kind.INTEGER : Kind.TEXT);
    switch (draft.random.nextInt(6)) {
      case 0 -> List.of("push " + literal, "asserttop " + literal, "pop").forEach(draft::line);
      case 1 ->
          List.of("push " + literal, "push " + literal, "asserttop", "pop").forEach(draft::line);
      case 2 -> {
        List.of("push " + literal, "store kept").forEach(draft::line);
        draft.line(
            draft.oneIn(2)
                ? "assertmemory kept " + literal
                : "push \"kept\"; push %s; assertmemory".formatted(literal));
      }
      case 3 -> {
        values.push(Kind.ANY, 2);
        List.of("dup", "dup", "assertequalstack 3", "pop", "pop").forEach(draft::line);
        drop();
      }
      case 4 -> {
        values.push(Kind.BOOLEAN, 2);
        List.of("push true", "or", "require " + values.template()).forEach(draft::line);
        frame.pop(1);
      }
      default -> {
        values.push(draft.one(List.copyOf(CONDITIONS)), 2);
        List.of("not", "push 1", "or", "require \"holds\"").forEach(draft::line);
        frame.pop(1);
      }
    }
  }

  /** Writes what makes the stack one of these kinds, whatever is on it. */
  void level(List<Kind> end) {
    Frame frame = draft.frame;
    int same = 0;
    while (same < Math.min(end.size(), frame.stack.size())
        && frame.stack.get(same).fits(end.get(same))) {
      same++;
    }
    while (frame.stack.size() > same) {
      drop();
    }
    end.subList(same, end.size()).forEach(kind -> values.push(kind, 1));
    frame.stack = new ArrayList<>(end);
  }
}
