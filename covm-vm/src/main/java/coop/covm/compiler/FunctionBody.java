package coop.covm.compiler;

import coop.covm.syntax.Span;
import java.util.List;
import java.util.Optional;

/**
 * A function, or the program itself, with its statements resolved.
 *
 * @param index its place in the module; 0 is the program itself
 * @param library whether it is one of the standard library; its places are in the library's text
 * @param place its header, or the beginning of the file
 * @param parameters how many of its variables are parameters
 * @param statedResults how many values it says that it returns, if it does
 * @param variables the names of its variables, parameters first
 * @param callees the functions that it calls, each once, in the order of the text
 * @param size how many steps it has
 */
record FunctionBody(
    String name,
    int index,
    boolean library,
    Span place,
    int parameters,
    Optional<Integer> statedResults,
    List<String> variables,
    Step.Body body,
    List<Integer> callees,
    int size) {
  FunctionBody {
    variables = List.copyOf(variables);
    callees = List.copyOf(callees);
  }

  /** Whether it is the program itself. */
  boolean isMain() {
    return index == 0;
  }
}
