package coop.covm.programs;

import java.util.ArrayList;
import java.util.List;

/** Writes instructions that push one value of a kind that is asked for. */
final class ValueWriter {
  private static final List<Kind> PRIMITIVES =
      List.of(Kind.INTEGER, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.COUNT);
  private static final List<Kind> KINDS = List.of(Kind.values());

  /** How deep recursion goes where it shall pass what generated code calls by itself. */
  private static final int DEEP = 550;

  private final Draft draft;
  private final StoredWriter stored;

  ValueWriter(Draft draft) {
    this.draft = draft;
    this.stored = new StoredWriter(draft);
  }

  /** A kind that the function deals in. */
  Kind kind() {
    return draft.one(draft.frame.function.primitive() ? PRIMITIVES : KINDS);
  }

  /**
   * Pushes a value.
   *
   * @param depth how many phrases may follow one another into the depth
   */
  void push(Kind wanted, int depth) {
    if (draft.isHazard() && !draft.frame.function.primitive()) {
      draft.line("push " + draft.samples.literal(Kind.ANY));
      draft.frame.push(wanted);
      return;
    }
    Kind kind = wanted == Kind.ANY ? kind() : wanted;
    boolean written =
        switch (draft.random.nextInt(20)) {
          case 0, 1, 2, 3, 4, 5 -> variable(kind);
          case 6 -> copy(kind);
          case 7, 8, 9, 10, 11, 12, 13 -> phrase(kind, depth);
          case 14, 15 -> result(kind, depth);
          case 16 -> !draft.frame.function.primitive() && stored.load(kind);
          case 17 -> template(kind);
          default -> false;
        };
    if (!written) {
      draft.line("push " + draft.samples.literal(kind));
      draft.frame.push(kind);
    }
  }

  private boolean variable(Kind kind) {
    List<String> names = draft.frame.variablesFitting(kind);
    if (names.isEmpty()) {
      return false;
    }
    String name = draft.one(names);
    if (!draft.frame.function.primitive() && draft.oneIn(12)) {
      draft.line("push \"%s\"".formatted(name));
      draft.line("load");
    } else {
      draft.line("load " + name);
    }
    draft.frame.push(draft.frame.kind(name));
    return true;
  }

  private boolean copy(Kind kind) {
    List<Kind> stack = draft.frame.stack;
    if (!stack.isEmpty() && stack.getLast().fits(kind)) {
      draft.line("dup");
      draft.frame.push(stack.getLast());
      return true;
    }
    if (stack.size() > 1 && stack.get(stack.size() - 2).fits(kind)) {
      draft.line("over");
      draft.frame.push(stack.get(stack.size() - 2));
      return true;
    }
    return false;
  }

  private boolean phrase(Kind kind, int depth) {
    if (depth == 0) {
      return false;
    }
    List<Phrase> fitting = phrases(kind);
    if (fitting.isEmpty()) {
      return false;
    }
    write(weighted(fitting), depth);
    return true;
  }

  /** The phrases that may stand here and give a value of the kind. */
  List<Phrase> phrases(Kind kind) {
    Phrases phrases = draft.isHazardous() && draft.oneIn(8) ? Phrases.ALL : Phrases.QUIET;
    return phrases.giving(kind, draft.frame.function.primitive());
  }

  Phrase weighted(List<Phrase> phrases) {
    int chosen = draft.random.nextInt(phrases.stream().mapToInt(Phrase::weight).sum());
    for (Phrase phrase : phrases) {
      chosen -= phrase.weight();
      if (chosen < 0) {
        return phrase;
      }
    }
    throw new AssertionError();
  }

  /** Pushes what a phrase takes, and writes it. */
  void write(Phrase phrase, int depth) {
    phrase.takes().forEach(kind -> push(kind, depth - 1));
    act(phrase);
  }

  /** Writes a phrase whose values are on the stack. */
  void act(Phrase phrase) {
    phrase.lines().forEach(draft::line);
    draft.frame.pop(phrase.takes().size());
    phrase.gives().forEach(draft.frame::push);
  }

  private boolean result(Kind kind, int depth) {
    List<Signature> fitting =
        callable().stream()
            .filter(f -> f.results().size() == 1 && f.results().getFirst().fits(kind))
            .toList();
    if (fitting.isEmpty() || depth == 0) {
      return false;
    }
    call(draft.one(fitting), depth);
    return true;
  }

  /** The functions that may be called here. */
  List<Signature> callable() {
    Frame frame = draft.frame;
    List<Signature> callable = new ArrayList<>();
    for (Signature each : draft.functions) {
      boolean itself = each.index() == frame.function.index();
      boolean again = itself && frame.selfCallsLeft > 0 && frame.rounds == 1;
      boolean dear = each.isRecursive() && frame.rounds > 30;
      boolean understood = each.primitive() || !frame.function.primitive();
      if (understood && (again || (each.index() > frame.function.index() && !dear))) {
        callable.add(each);
      }
    }
    return callable;
  }

  /** Pushes arguments and calls. */
  void call(Signature function, int depth) {
    Frame frame = draft.frame;
    List<Kind> parameters = function.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (i == 0 && function.isRecursive()) {
        pushCallsLeft(function);
      } else {
        push(parameters.get(i), depth - 1);
      }
    }
    draft.line("call " + function.name());
    frame.pop(parameters.size());
    function.results().forEach(frame::push);
  }

  private void pushCallsLeft(Signature function) {
    Frame frame = draft.frame;
    if (function.index() == frame.function.index()) {
      frame.selfCallsLeft--;
      List.of("load n", "push 1", "sub").forEach(draft::line);
    } else {
      boolean deep =
          frame.function.isMain()
              && frame.rounds == 1
              && function.selfCalls() == 1
              && draft.oneIn(5);
      int most = function.selfCalls() == 1 ? 12 : 5;
      draft.line("push " + (draft.random.nextInt(most) + (deep ? DEEP + 10 * most : 0)));
    }
    frame.push(Kind.COUNT);
  }

  private boolean template(Kind kind) {
    if (!Kind.TEXT.fits(kind) || draft.frame.variables.isEmpty()) {
      return false;
    }
    draft.line("push " + template());
    draft.frame.push(Kind.TEXT);
    if (draft.frame.rounds > 1) {
      draft.line("push 25");
      draft.line("call take");
    }
    return true;
  }

  /** An f-string. */
  String template() {
    StringBuilder text = new StringBuilder("f\"");
    for (int i = draft.random.nextInt(3); i >= 0; i--) {
      text.append(draft.samples.text().replace("{}", "{{}}"));
      if (!draft.frame.variables.isEmpty()) {
        String name = draft.one(List.copyOf(draft.frame.variables.keySet()));
        text.append('{').append(name).append('}');
      }
    }
    return text.append('"').toString();
  }
}
