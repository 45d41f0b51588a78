package coop.covm.programs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known at one place of the function that is being written. */
final class Frame {
  final Signature function;

  /** Those that are set here, whichever path led here. */
  final Map<String, Kind> variables = new LinkedHashMap<>();

  /** Those that no statement may store in. */
  final Set<String> fixed = new HashSet<>();

  /** Top last. */
  List<Kind> stack = new ArrayList<>();

  /** The stack at the start of each loop around, innermost last. */
  final Deque<List<Kind>> loops = new ArrayDeque<>();

  /** How many values at the bottom of the stack must keep their kinds. */
  int floor;

  /** How many blocks are around this place. */
  int nesting;

  /** How often this place may be reached in one call, about. */
  int rounds = 1;

  int selfCallsLeft;
  boolean inTransaction;
  boolean inExplicitTransaction;
  private int named;

  Frame(Signature function) {
    this.function = function;
    this.selfCallsLeft = function.selfCalls();
  }

  String newName(String prefix) {
    return prefix + ++named;
  }

  List<String> variablesFitting(Kind wanted) {
    return variables.entrySet().stream()
        .filter(variable -> variable.getValue().fits(wanted))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What the variable holds. */
  Kind kind(String variable) {
    return variables.getOrDefault(variable, Kind.ANY);
  }

  /** Those that a statement may store in. */
  List<String> assignable() {
    return variables.keySet().stream().filter(name -> !fixed.contains(name)).toList();
  }

  Kind top() {
    return stack.getLast();
  }

  void push(Kind kind) {
    stack.add(kind);
  }

  void pop(int count) {
    for (int i = 0; i < count; i++) {
      stack.removeLast();
    }
  }

  /** How many values may be taken without touching those that must stay. */
  int free() {
    return stack.size() - floor;
  }

  List<Kind> stackAnd(Kind more) {
    List<Kind> result = new ArrayList<>(stack);
    result.add(more);
    return result;
  }
}
