package coop.covm.engine;

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
  final LoadedFunction function;

  /** Where the frame goes on. */
  final int pc;

  final double[] numbers;
  final @Nullable Value[] values;

  /** What each place of the stack holds, the lowest first. */
  private final List<Kind> stack;

  CapturedFrame(LoadedFunction function, int pc, List<Kind> stack) {
    this.function = function;
    this.pc = pc;
    this.stack = stack;
    int places = function.locals + stack.size();
    this.numbers = new double[places];
    this.values = new @Nullable Value[places];
    Arrays.fill(numbers, 0, function.variables, Machine.UNSET);
  }

  int places() {
    return numbers.length;
  }

  // What generated code calls when it is left. It tells of every local that it has for a place;
  // those of another kind than the place has now are old.

  void number(int place, double number) {
    if (isOf(place, Kind.NUMBER)) {
      numbers[place] = number;
    }
  }

  /**
   * @param bool 0, 1, or negative for a variable that is not set
   */
  void bool(int place, int bool) {
    if (isOf(place, Kind.BOOLEAN) && bool >= 0) {
      values[place] = BooleanValue.of(bool != 0);
    }
  }

  /**
   * @param reference null for a variable that is not set
   */
  void reference(int place, @Nullable Value reference) {
    if (!isOf(place, Kind.REFERENCE)) {
      return;
    }
    if (reference instanceof NumberValue number) {
      numbers[place] = number.value();
    } else {
      values[place] = reference;
    }
  }

  /**
   * The state of a {@code foreach}.
   *
   * @param list null where none is under way, and so the place is left as it is
   */
  void elements(int place, @Nullable ListValue list, int next) {
    if (list != null) {
      values[place] = list;
      numbers[place] = next;
    }
  }

  private boolean isOf(int place, Kind kind) {
    int height = place - function.locals;
    return height < 0 || (height < stack.size() && stack.get(height).kept() == kind);
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
