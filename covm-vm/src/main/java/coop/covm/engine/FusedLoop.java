package coop.covm.engine;

import static coop.covm.engine.FusedCode.*;

import coop.covm.bytecode.Opcode;
import coop.covm.value.BooleanValue;
import coop.covm.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Does the most frequent instructions on numbers, several as one step, see {@link FusedCode}. It
 * does a step whole or not at all: where an operand is no number, a result is not finite, a
 * variable is not set, a limit is near or the fuel of the slice does not last, it leaves everything
 * as it was to {@link DispatchLoop}, which is the reference. So nothing here charges by size or
 * fails.
 */
final class FusedLoop {
  // In the loop nothing is called where the JVM may think that it happens rarely: it would not be
  // compiled into the loop, and everything would have to be saved around it.

  private static final int CALL_FUEL = Opcode.CALL.fuel();

  private FusedLoop() {}

  /** Executes until the main program returns. */
  static void runAll(Machine m) {
    while (true) {
      run(m);
      DispatchLoop.run(m, DispatchLoop.Until.STEP);
      if (m.finished) {
        return;
      }
    }
  }

  /** Does steps from where the machine is, up to an instruction that is none. */
  static void run(Machine m) {
    Meter meter = m.meter;
    long slice = meter.slice;
    long room = meter.room();
    boolean named = !m.named.isEmpty();
    LoadedFunction[] functions = m.module.functions;
    double[] constants = m.module.numbers;
    double[] numbers = m.numbers;
    @Nullable Value[] values = m.values;
    int[] open = m.frames.words;
    int depth = m.frames.depth;
    int mostOpen = Math.min(m.run.request().limits().callDepth(), open.length / CallFrames.WORDS);
    LoadedFunction function = m.function;
    int[] words = function.words;
    int[] steps = function.steps();
    int base = m.base;
    int pc = m.pc;
    int sp = m.sp;
    loop:
    while (true) {
      int step = steps[pc];
      int cost = step >> COST_SHIFT;
      if (step == NONE || slice < cost) {
        break;
      }
      if ((step & MODE) <= COMPUTED) {
        double a;
        double b;
        int at;
        int low;
        switch (step & MODE) {
          case VARIABLES -> {
            int first = base + words[pc + 1];
            int second = base + words[pc + 3];
            if (values[first] != null || values[second] != null) {
              steps[pc] = NONE;
              break loop;
            }
            a = numbers[first];
            b = numbers[second];
            at = pc + 4;
            low = sp;
          }
          case VARIABLE_CONSTANT -> {
            int first = base + words[pc + 1];
            if (values[first] != null) {
              steps[pc] = NONE;
              break loop;
            }
            a = numbers[first];
            b = constants[words[pc + 3]];
            at = pc + 4;
            low = sp;
          }
          case STACK_VARIABLE -> {
            int second = base + words[pc + 1];
            if (values[sp - 1] != null || values[second] != null) {
              steps[pc] = NONE;
              break loop;
            }
            a = numbers[sp - 1];
            b = numbers[second];
            at = pc + 2;
            low = sp - 1;
          }
          case STACK_CONSTANT -> {
            if (values[sp - 1] != null) {
              steps[pc] = NONE;
              break loop;
            }
            a = numbers[sp - 1];
            b = constants[words[pc + 1]];
            at = pc + 2;
            low = sp - 1;
          }
          default -> {
            if (values[sp - 2] != null || values[sp - 1] != null) {
              steps[pc] = NONE;
              break loop;
            }
            a = numbers[sp - 2];
            b = numbers[sp - 1];
            at = pc;
            low = sp - 2;
          }
        }
        if ((step & OPERATION) < LESS) {
          double result = compute(step, a, b);
          if (!(Math.abs(result) <= Double.MAX_VALUE)) {
            steps[pc] = NONE;
            break loop;
          }
          if ((step & GOES_ON) != 0) {
            int slot = base + words[at + 2];
            if (values[slot] != null) {
              steps[pc] = NONE;
              break loop;
            }
            numbers[slot] = result;
            sp = low;
            pc = at + 3;
          } else {
            numbers[low] = result;
            sp = low + 1;
            pc = at + 1;
          }
        } else {
          if (Double.isNaN(a + b)) { // one is not set
            steps[pc] = NONE;
            break loop;
          }
          boolean result = compare(step, a, b);
          if ((step & GOES_ON) != 0) {
            sp = low;
            pc = result ? at + 3 : words[at + 2];
          } else {
            values[low] = BooleanValue.of(result);
            sp = low + 1;
            pc = at + 1;
          }
        }
      } else {
        switch (step & MODE) {
          case LOAD -> {
            int slot = base + words[pc + 1];
            Value value = values[slot];
            double number = numbers[slot];
            if (value == null
                ? !(Math.abs(number) <= Double.MAX_VALUE)
                : !(value instanceof BooleanValue)) {
              steps[pc] = NONE;
              break loop;
            }
            numbers[sp] = number;
            if (value != null) {
              values[sp] = value;
            }
            sp++;
            pc += 2;
          }
          case PUSH -> {
            numbers[sp++] = constants[words[pc + 1]];
            pc += 2;
          }
          case STORE -> {
            int slot = base + words[pc + 1];
            Value value = values[sp - 1];
            if (!isWeightless(value) || !isWeightless(values[slot])) {
              steps[pc] = NONE;
              break loop;
            }
            sp--;
            numbers[slot] = numbers[sp];
            values[slot] = value;
            values[sp] = null;
            pc += 2;
          }
          case JUMP -> pc = words[pc + 1];
          case JUMP_IF_FALSE -> {
            Value value = values[sp - 1];
            if (!(value instanceof BooleanValue)) {
              steps[pc] = NONE;
              break loop;
            }
            values[--sp] = null;
            pc = value == BooleanValue.TRUE ? pc + 2 : words[pc + 1];
          }
          case LOOP -> {
            int slot = base + function.variables + words[pc + 1];
            double left = numbers[slot];
            numbers[slot] = left > 0 ? left - 1 : left;
            pc = left > 0 ? pc + 3 : words[pc + 2];
          }
          default -> {} // what follows is all
        }
      }
      slice -= cost;
      if ((step & FOLLOWING) == 0) {
        continue;
      }
      int @Nullable [] stepsThere;
      if ((step & FOLLOWING) == CALL) {
        LoadedFunction callee = functions[words[pc + 1]];
        int newBase = sp - callee.parameters;
        stepsThere = callee.steps;
        if (stepsThere == null
            || slice < CALL_FUEL
            || depth >= mostOpen
            || callee.frameBytes > room
            || newBase + callee.slots > numbers.length) {
          break;
        }
        slice -= CALL_FUEL;
        room -= callee.frameBytes;
        int place = depth++ * CallFrames.WORDS;
        open[place + CallFrames.FUNCTION] = function.index;
        open[place + CallFrames.NEXT] = pc + Machine.CALL_WORDS;
        open[place + CallFrames.BASE] = base;
        for (; sp < newBase + callee.variables; sp++) {
          numbers[sp] = Machine.UNSET;
        }
        for (; sp < newBase + callee.locals; sp++) {
          numbers[sp] = 0;
        }
        base = newBase;
        function = callee;
        pc = 0;
      } else {
        if (depth == 0 || named || holds(values, base, sp - 1)) {
          break;
        }
        int place = (depth - 1) * CallFrames.WORDS;
        LoadedFunction caller = functions[open[place + CallFrames.FUNCTION]];
        stepsThere = caller.steps;
        if (stepsThere == null) {
          break;
        }
        sp--;
        numbers[base] = numbers[sp];
        Value value = values[sp];
        if (value != null) {
          values[sp] = null;
          values[base] = value;
        }
        sp = base + 1;
        room += function.frameBytes;
        depth--;
        pc = open[place + CallFrames.NEXT];
        base = open[place + CallFrames.BASE];
        function = caller;
      }
      words = function.words;
      steps = stepsThere;
    }
    meter.hold(meter.room() - room);
    m.function = function;
    m.frames.depth = depth;
    m.base = base;
    m.pc = pc;
    m.sp = sp;
    meter.slice = slice;
  }

  private static boolean holds(@Nullable Value[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (values[i] != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWeightless(@Nullable Value value) {
    return value == null || value instanceof BooleanValue;
  }

  /** Not finite if that is for the reference to decide. */
  private static double compute(int step, double a, double b) {
    return switch (step & OPERATION) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      // Adding zero makes zero of the negative one, which there is not.
      case MULTIPLY -> a * b + 0.0;
      case DIVIDE -> a / b + 0.0;
      default -> Primitives.modulo(a, b);
    };
  }

  private static boolean compare(int step, double a, double b) {
    return switch (step & OPERATION) {
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      case EQUAL -> a == b;
      default -> a != b;
    };
  }
}
