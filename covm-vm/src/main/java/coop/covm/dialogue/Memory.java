package coop.covm.dialogue;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the inputs so far have left. Immutable, and cheap to keep: values are shared.
 *
 * @param stack top last
 * @param variables by name, in the order in which they were first stored
 * @param functions by name
 */
record Memory(List<Value> stack, Map<String, Value> variables, Map<String, Definition> functions) {
  Memory {
    stack = List.copyOf(stack);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
  }

  /**
   * What is left when a piece has run.
   *
   * @param left what the piece left on its stack
   * @param stored what its variables held
   */
  Memory after(Input input, Piece piece, List<Value> left, Map<String, Value> stored) {
    List<Value> newStack = new ArrayList<>(piece.takesStack() ? List.of() : stack);
    newStack.addAll(left);
    Set<String> ofStack = Set.copyOf(piece.stackNames());
    Map<String, Value> newVariables = new LinkedHashMap<>(variables);
    stored.forEach((name, value) -> {
      if (!ofStack.contains(name)) {
        newVariables.put(name, value);
      }
    });
    Map<String, Definition> newFunctions = new LinkedHashMap<>(functions);
    input.definitions().forEach(function -> newFunctions.put(function.name(), function));
    return new Memory(newStack, newVariables, newFunctions);
  }
}
