package coop.covm.compiler;

import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The branches of one {@code if:} or {@code match:}, and the stack where they meet. */
final class Branches {
  private final StackFaults faults;
  private final VariableMakings variables;
  private final Stack before;
  private final Span header;
  private final String otherwise;
  private final List<Branch> open = new ArrayList<>();
  private final List<Map<Integer, @Nullable Making>> changes = new ArrayList<>();
  private @Nullable Stack without;

  /**
   * @param place how the branch begins
   * @param end the place behind it
   * @param stack at its end
   */
  private record Branch(Span place, Span end, Stack stack) {}

  /**
   * @param before the stack at the beginning of each branch
   * @param otherwise the word of the branch that runs when no other does
   */
  Branches(
      StackFaults faults, VariableMakings variables, Stack before, Span header, String otherwise) {
    this.faults = faults;
    this.variables = variables;
    this.before = before;
    this.header = header;
    this.otherwise = otherwise;
  }

  /** What comes up to the next {@link #end} is one branch. */
  void begin() {
    variables.beginBranch();
  }

  /**
   * Ends a branch.
   *
   * @param stack at its end, null when no path comes there
   */
  void end(Span place, Span end, @Nullable Stack stack) {
    Map<Integer, @Nullable Making> changed = variables.endBranch();
    if (stack != null) {
      open.add(new Branch(place, end, stack));
      changes.add(changed);
    }
  }

  /** There is a path on which no branch runs, with this stack. */
  void without(Stack stack) {
    without = stack;
  }

  /**
   * The stack behind all branches, null when no path comes there. Reports the first branch that
   * differs.
   *
   * @param unknown gives the stack behind a fault
   */
  @Nullable Stack meet(Supplier<Stack> unknown) {
    variables.join(changes, without != null);
    return without != null ? meetWithout(without) : meetOthers(unknown);
  }

  private Stack meetWithout(Stack found) {
    Stack joined = found;
    for (Branch branch : open) {
      if (!branch.stack.isComparable(found)) {
        continue;
      }
      if (branch.stack.height() != found.height()) {
        faults.withoutOtherwise(branch.end, branch.stack, header, found, otherwise);
        return found;
      }
      joined = joined.or(branch.stack);
    }
    return joined;
  }

  private @Nullable Stack meetOthers(Supplier<Stack> unknown) {
    if (open.isEmpty()) {
      return null;
    }
    Optional<Branch> measure =
        open.stream().filter(branch -> branch.stack.isComparable(before)).findFirst();
    if (measure.isEmpty()) {
      return open.getFirst().stack;
    }
    Stack joined = measure.get().stack;
    for (Branch branch : open) {
      if (!branch.stack.isComparable(joined)) {
        continue;
      }
      if (branch.stack.height() != joined.height()) {
        faults.branches(branch.end, branch.stack, measure.get().place, joined);
        return unknown.get();
      }
      joined = joined.or(branch.stack);
    }
    return joined;
  }
}
