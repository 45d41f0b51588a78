package coop.covm.engine;

import coop.covm.bytecode.Module;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/** A module as the interpreter wants it. */
final class LoadedModule {
  final Module module;
  final LoadedFunction[] functions;

  /** The constants that are numbers; at the place of any other, zero. */
  final double[] numbers;

  /** The constants that are no numbers; at the place of a number, null. */
  final @Nullable Value[] values;

  LoadedModule(Module module) {
    this.module = module;
    this.functions = new LoadedFunction[module.functions().size()];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = new LoadedFunction(module, i);
    }
    this.numbers = new double[module.constants().size()];
    this.values = new @Nullable Value[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      Value constant = module.constants().get(i);
      if (constant instanceof NumberValue number) {
        numbers[i] = number.value();
      } else {
        values[i] = constant;
      }
    }
  }

  Value constant(int index) {
    return module.constants().get(index);
  }
}
