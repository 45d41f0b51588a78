package coop.covm.engine;

import coop.covm.engine.classes.Operand;
import coop.covm.engine.kinds.Kind;
import coop.covm.value.BooleanValue;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way between the interpreter's memory and generated code, which fills it in when it
 * is left and reads it when it is entered. A place is a variable, a hidden slot or a place of the
 * stack, numbered as in the frames of the {@link Machine}; what it holds is as there.
 */
final class CapturedFrame {
  private final LoadedModule module;
  private final LoadedFunction function;
  private final int pc;
  private final double[] numbers;
  private final @Nullable Value[] values;

  /** Where generated code has the places of the stack, the lowest first. */
  private final List<Operand> stack;

  /**
   * An empty frame that is left.
   *
   * @param pc where it goes on; a frame that waits for a call, at that call
   */
  CapturedFrame(LoadedModule module, LoadedFunction function, int pc, List<Operand> stack) {
    this.module = module;
    this.function = function;
    this.pc = pc;
    this.stack = stack;
    this.numbers = new double[function.locals + stack.size()];
    this.values = new @Nullable Value[numbers.length];
    Arrays.fill(numbers, 0, function.variables, Machine.UNSET);
  }

  /** A copy of the current frame of a machine. */
  CapturedFrame(Machine machine) {
    this.module = machine.module;
    this.function = machine.function;
    this.pc = machine.pc;
    this.stack = List.of();
    this.numbers = Arrays.copyOfRange(machine.numbers, machine.base, machine.sp);
    this.values = Arrays.copyOfRange(machine.values, machine.base, machine.sp);
  }

  LoadedFunction function() {
    return function;
  }

  int pc() {
    return pc;
  }

  int places() {
    return numbers.length;
  }

  /** Copies what it holds to the slots of a machine from one on. */
  void copyTo(Machine machine, int base) {
    System.arraycopy(numbers, 0, machine.numbers, base, numbers.length);
    System.arraycopy(values, 0, machine.values, base, values.length);
  }

  // What generated code calls when it is left. It tells of every local that it may have for a
  // place; those that are not what the place is now are old.

  void number(int place, double number) {
    if (isPlaced(place, Kind.NUMBER)) {
      numbers[place] = number;
    }
  }

  /**
   * @param bool 0, 1, or negative for a variable that is not set
   */
  void bool(int place, int bool) {
    if (isPlaced(place, Kind.BOOLEAN) && bool >= 0) {
      values[place] = BooleanValue.of(bool != 0);
    }
  }

  /**
   * @param reference null for a variable that is not set
   */
  void reference(int place, @Nullable Value reference) {
    if (isPlaced(place, Kind.REFERENCE) && reference != null) {
      set(place, reference);
    }
  }

  /**
   * @param rounds of a {@code loop}; old if a {@code foreach} is under way, whichever is told first
   */
  void rounds(int place, double rounds) {
    if (values[place] == null) {
      numbers[place] = rounds;
    }
  }

  /**
   * @param list null where no {@code foreach} is under way, and so the place is left as it is
   */
  void list(int place, @Nullable ListValue list) {
    if (list != null) {
      values[place] = list;
    }
  }

  /**
   * @param next the element that comes next, if a {@code foreach} is under way
   */
  void next(int place, int next) {
    if (values[place] != null) {
      numbers[place] = next;
    }
  }

  private boolean isPlaced(int place, Kind kind) {
    int height = place - function.locals;
    return height < 0
        || (height < stack.size()
            && stack.get(height) instanceof Operand.Placed(int _, Kind placed)
            && placed == kind);
  }

  /** Fills in what is nowhere but in the code, when all locals have been told of. */
  void complete() {
    for (int height = 0; height < stack.size(); height++) {
      int place = function.locals + height;
      switch (stack.get(height)) {
        case Operand.Placed _ -> {}
        case Operand.Variable(int index, Kind _) -> {
          numbers[place] = numbers[index];
          values[place] = values[index];
        }
        case Operand.Lent lent -> throw new IllegalStateException("not counted: " + lent);
        case Operand.Numeral(double number) -> numbers[place] = number;
        case Operand.Truth(boolean bool) -> values[place] = BooleanValue.of(bool);
        case Operand.Constant(int index) -> set(place, module.constant(index));
      }
    }
  }

  private void set(int place, Value value) {
    if (value instanceof NumberValue number) {
      numbers[place] = number.value();
      values[place] = null;
    } else {
      values[place] = value;
    }
  }

  // What generated code calls when it is entered.

  double number(int place) {
    return numbers[place];
  }

  int bool(int place) {
    Value value = values[place];
    return value == null ? -1 : value == BooleanValue.TRUE ? 1 : 0;
  }

  @Nullable Value reference(int place) {
    Value value = values[place];
    if (value != null) {
      return value;
    }
    return Double.isNaN(numbers[place]) ? null : NumberValue.of(numbers[place]);
  }

  @Nullable ListValue list(int place) {
    return values[place] instanceof ListValue list ? list : null;
  }
}
