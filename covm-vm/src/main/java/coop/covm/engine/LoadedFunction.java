package coop.covm.engine;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function as the interpreter wants it: bare words and the sizes of its frame. */
final class LoadedFunction {
  final Function function;
  final int index;
  final int[] words;
  final int parameters;
  final int results;

  /** How many slots are variables. */
  final int variables;

  /** How many slots are variables or hidden; the stack begins behind them. */
  final int locals;

  /** How many slots a frame has at most. */
  final int slots;

  /** What a frame holds, in bytes. */
  final long frameBytes;

  /** Made when a name is popped for the first time. */
  private @Nullable Map<String, Integer> indexes;

  private final Module module;

  /** As {@link #steps()}; made when it is asked for. */
  int @Nullable [] steps;

  /**
   * @param index of the function in the module
   */
  LoadedFunction(Module module, int index) {
    this.module = module;
    this.function = module.functions().get(index);
    this.index = index;
    this.words = function.code().words();
    this.parameters = function.parameters();
    this.results = function.results();
    this.variables = function.variables().size();
    this.locals = variables + function.hidden();
    this.slots = function.places();
    this.frameBytes = Charges.SLOT_BYTES * slots;
  }

  /**
   * Where {@link FusedLoop} can do several instructions as one step. It forgets steps that did not
   * fit what they met.
   */
  int[] steps() {
    int[] known = steps;
    if (known == null) {
      known = FusedCode.of(function, module);
      steps = known;
    }
    return known;
  }

  /** The slot of the variable of this name, or -1 if the function does not mention it. */
  int slotOf(String name) {
    Map<String, Integer> known = indexes;
    if (known == null) {
      known = new HashMap<>();
      for (String variable : function.variables()) {
        known.put(variable, known.size());
      }
      indexes = known;
    }
    return known.getOrDefault(name, -1);
  }
}
