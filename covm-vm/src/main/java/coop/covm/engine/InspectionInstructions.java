package coop.covm.engine;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Map;

/**
 * Dumps: they show values cut short, count as emitted output, and cost fuel as the text and the
 * slots that they show.
 */
final class InspectionInstructions {
  /** How many code points of a value a dump shows. */
  private static final int SHOWN = 200;

  /** How many calls a dump shows. */
  private static final int CALLS = 20;

  private InspectionInstructions() {}

  /**
   * @param stack top last
   */
  static void dumpStack(Run run, List<Value> stack) {
    run.meter().charge(Charges.elements(stack.size()));
    show(run, stackText(stack));
  }

  /**
   * @param variables those that are set, by name
   */
  static void dumpMemory(Run run, Map<String, Value> variables) {
    run.meter().charge(Charges.elements(variables.size()));
    show(run, memoryText(variables));
  }

  /**
   * @param calls the names of the functions, innermost first
   */
  static void dumpState(
      Run run, List<Value> stack, Map<String, Value> variables, List<String> calls) {
    run.meter().charge(Charges.elements(stack.size() + variables.size() + calls.size()));
    String more = calls.size() > CALLS ? ", and %s more".formatted(calls.size() - CALLS) : "";
    show(
        run,
        stackText(stack)
            + "\n"
            + memoryText(variables)
            + "\ncalls, innermost first: "
            + String.join(", ", calls.subList(0, Math.min(CALLS, calls.size())))
            + more
            + "\ntransaction: "
            + run.transactions().describe()
            + "\nview: revision "
            + run.session().view());
  }

  private static String stackText(List<Value> stack) {
    StringBuilder text = new StringBuilder("stack, top first: ").append(values(stack.size()));
    for (int i = stack.size() - 1; i >= 0; i--) {
      text.append("\n  ").append(BriefText.of(stack.get(i), SHOWN));
    }
    return text.toString();
  }

  private static String memoryText(Map<String, Value> variables) {
    StringBuilder text = new StringBuilder("memory: ").append(values(variables.size()));
    variables.forEach((name, value) ->
        text.append("\n  ").append(name).append(" = ").append(BriefText.of(value, SHOWN)));
    return text.toString();
  }

  private static String values(int count) {
    return count == 1 ? "1 value" : count + " values";
  }

  private static void show(Run run, String text) {
    long bytes = StringValue.of(text).byteSize();
    run.meter().charge(Charges.bytes(bytes));
    run.emissions().dump(text, bytes);
  }
}
