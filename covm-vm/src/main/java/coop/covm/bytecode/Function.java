package coop.covm.bytecode;

import java.util.List;

/**
 * A function of a module.
 *
 * @param name its name; {@code main} for the program itself
 * @param parameters how many of the first variables are parameters; the last argument on top of the
 *     caller's stack is the last parameter
 * @param results how many values it leaves
 * @param variables the names of all its variables, parameters first, each once
 * @param hidden how many hidden slots its loops use; {@code foreach} uses one that holds both list
 *     and place
 * @param maxStack the most values its stack ever holds
 * @param library whether it is one of the standard library; then it has no places in the program's
 *     source
 */
public record Function(
    String name,
    int parameters,
    int results,
    List<String> variables,
    int hidden,
    int maxStack,
    Code code,
    boolean library) {
  public Function {
    variables = List.copyOf(variables);
  }

  /** How many places a frame of it has: for variables, hidden slots and the highest stack. */
  public int places() {
    return variables.size() + hidden + maxStack;
  }

  /** One of the program's own. */
  public Function(
      String name,
      int parameters,
      int results,
      List<String> variables,
      int hidden,
      int maxStack,
      Code code) {
    this(name, parameters, results, variables, hidden, maxStack, code, false);
  }
}
