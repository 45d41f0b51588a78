package coop.covm.profile;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.SourceLines;
import coop.covm.profile.Profile.LineCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each instruction of a module cost so far; one array a figure, so that counting is cheap. */
final class InstructionCounts {
  /** The figures of one function, by the offset of the instruction. */
  private static final class Figures {
    private final long[] times;
    private final long[] instructions;
    private final long[] fuel;
    private final long[] nanos;

    Figures(int length) {
      this.times = new long[length];
      this.instructions = new long[length];
      this.fuel = new long[length];
      this.nanos = new long[length];
    }
  }

  private final Module module;
  private final Figures[] functions;

  InstructionCounts(Module module) {
    this.module = module;
    this.functions =
        module.functions().stream()
            .map(function -> new Figures(function.code().length()))
            .toArray(Figures[]::new);
  }

  void add(int function, int offset, long instructions, long fuel, long nanos) {
    Figures figures = functions[function];
    figures.times[offset]++;
    figures.instructions[offset] += instructions;
    figures.fuel[offset] += fuel;
    figures.nanos[offset] += nanos;
  }

  long instructions(int function) {
    return sum(functions[function].instructions);
  }

  long fuel(int function) {
    return sum(functions[function].fuel);
  }

  private static long sum(long[] figures) {
    long sum = 0;
    for (long figure : figures) {
      sum += figure;
    }
    return sum;
  }

  /** What was executed, by line, in order. */
  List<LineCost> lines() {
    SourceLines source = SourceLines.of(module);
    Map<Integer, LineCost> lines = new TreeMap<>();
    for (int index = 0; index < functions.length; index++) {
      Function function = module.functions().get(index);
      Code code = function.code();
      for (int place = 0; place < code.places(); place++) {
        int offset = code.placeOffset(place);
        if (functions[index].times[offset] > 0) {
          LineCost cost = cost(source.line(code.spanStart(place)), functions[index], offset);
          lines.merge(cost.line(), cost, InstructionCounts::together);
        }
      }
    }
    return new ArrayList<>(lines.values());
  }

  private static LineCost cost(int line, Figures figures, int offset) {
    return new LineCost(
        line,
        figures.times[offset],
        figures.instructions[offset],
        figures.fuel[offset],
        figures.nanos[offset]);
  }

  private static LineCost together(LineCost a, LineCost b) {
    return new LineCost(
        a.line(),
        Math.max(a.times(), b.times()),
        a.instructions() + b.instructions(),
        a.fuel() + b.fuel(),
        a.ownNanos() + b.ownNanos());
  }
}
