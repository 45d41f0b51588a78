package coop.covm.engine.kinds;

import coop.covm.bytecode.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of one function; they only grow while they are inferred. */
public final class FunctionKinds {
  private final int index;
  private final Function function;
  private final Blocks blocks;
  private final Kind[] variables;
  private final Kind[] results;

  /** By offset the stack before the instruction there, the lowest place first. */
  private final @Nullable Stack[] stacks;

  /** By height the kinds of what instructions left there, before paths met. */
  private final List<EnumSet<Kind>> left = new ArrayList<>();

  private boolean changed;

  private static final class Stack {
    private final Kind[] places;

    Stack(Kind[] places) {
      this.places = places;
    }

    List<Kind> kinds() {
      return List.of(places);
    }
  }

  FunctionKinds(int index, Function function) {
    this.index = index;
    this.function = function;
    this.blocks = Blocks.of(function);
    this.variables = nothing(function.variables().size());
    this.results = nothing(function.results());
    this.stacks = new @Nullable Stack[function.code().length()];
    for (int height = 0; height <= function.maxStack(); height++) {
      left.add(EnumSet.noneOf(Kind.class));
    }
  }

  private static Kind[] nothing(int count) {
    Kind[] kinds = new Kind[count];
    Arrays.fill(kinds, Kind.NOTHING);
    return kinds;
  }

  /** Which function of the module it is. */
  public int index() {
    return index;
  }

  public Function function() {
    return function;
  }

  public Blocks blocks() {
    return blocks;
  }

  /** What a variable can hold when it is set, wherever in the function. */
  public Kind variable(int index) {
    return variables[index];
  }

  /** What the function leaves, the lowest first. */
  public List<Kind> results() {
    return List.of(results);
  }

  /** What is on the stack before the instruction at an offset, the lowest first. */
  public List<Kind> stackAt(int offset) {
    Stack stack = stacks[offset];
    if (stack == null) {
      throw new IllegalArgumentException("no path leads to offset " + offset);
    }
    return stack.kinds();
  }

  /**
   * The kinds of what is ever at a place of the stack. They may be narrower than what {@link
   * #stackAt} says where paths meet, each before it comes there.
   */
  public Set<Kind> everAt(int height) {
    return Collections.unmodifiableSet(left.get(height));
  }

  /** Whether anything can be held whose size counts. */
  public boolean holdsReferences() {
    for (Kind kind : variables) {
      if (kind.kept() == Kind.REFERENCE) {
        return true;
      }
    }
    for (Stack stack : stacks) {
      if (stack != null && stack.kinds().contains(Kind.REFERENCE)) {
        return true;
      }
    }
    return false;
  }

  boolean widenVariable(int index, Kind kind) {
    return widen(variables, index, kind);
  }

  /** Takes variables that are never set for any value; tells whether there were some. */
  boolean settleVariables() {
    return settle(variables);
  }

  /** Takes results that never come for any value; tells whether there were some. */
  boolean settleResults() {
    return settle(results);
  }

  private boolean settle(Kind[] kinds) {
    boolean wider = false;
    for (int i = 0; i < kinds.length; i++) {
      wider |= widen(kinds, i, kinds[i].kept());
    }
    return wider;
  }

  boolean widenResult(int index, Kind kind) {
    return widen(results, index, kind);
  }

  /** Begins another pass over the code. */
  void beginPass() {
    left.forEach(Set::clear);
  }

  /** Notes what comes to the instruction at an offset. */
  void arrive(int offset, Kind[] stack, int height) {
    for (int i = 0; i < height; i++) {
      left.get(i).add(stack[i]);
    }
    Stack known = stacks[offset];
    if (known == null) {
      stacks[offset] = new Stack(Arrays.copyOf(stack, height));
      changed = true;
      return;
    }
    for (int i = 0; i < height; i++) {
      widen(known.places, i, stack[i]);
    }
  }

  /** What is known to come to an offset, to be changed by nobody; null if nothing came yet. */
  Kind @Nullable [] known(int offset) {
    Stack known = stacks[offset];
    return known == null ? null : known.places;
  }

  /** Whether something has grown since this was last asked. */
  boolean hasChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  private boolean widen(Kind[] kinds, int index, Kind kind) {
    Kind joined = kinds[index].join(kind);
    boolean wider = joined != kinds[index];
    kinds[index] = joined;
    changed |= wider;
    return wider;
  }
}
