package coop.covm.engine.kinds;

import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The kinds of all functions of a module, inferred together: what a call hands over widens the
 * parameters of the callee, what it returns widens the stack of the caller, until nothing grows.
 *
 * <p>Callees are looked at before their callers at first, so that the number of rounds does not
 * grow with the length of the longest chain of calls. Each kind can grow twice only, so it ends.
 *
 * <p>A variable that is never set, and a result that never comes, are taken for any value in the
 * end: generated code keeps them so, and what it makes of them must be known as what it is kept as.
 * Functions that the main program cannot reach are left out, or such as theirs would widen others.
 */
public final class ModuleKinds {
  private final Module module;
  private final List<FunctionKinds> functions = new ArrayList<>();
  private final List<BitSet> callers = new ArrayList<>();
  private final List<List<Integer>> callees = new ArrayList<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final BitSet isWaiting = new BitSet();
  private final BitSet reached = new BitSet();

  private ModuleKinds(Module module) {
    this.module = module;
  }

  /**
   * @param module a verified module
   * @param mainVariables what the variables of the main program can be set to from outside
   */
  public static ModuleKinds infer(Module module, List<Kind> mainVariables) {
    ModuleKinds kinds = new ModuleKinds(module);
    for (int i = 0; i < module.functions().size(); i++) {
      kinds.functions.add(new FunctionKinds(i, module.functions().get(i)));
      kinds.callers.add(new BitSet());
    }
    for (int i = 0; i < mainVariables.size(); i++) {
      kinds.functions.getFirst().widenVariable(i, mainVariables.get(i));
    }
    kinds.run();
    return kinds;
  }

  private void run() {
    for (int i = 0; i < functions.size(); i++) {
      callees.add(calls(i));
    }
    order().forEach(this::await);
    do {
      while (!waiting.isEmpty()) {
        int next = waiting.removeFirst();
        isWaiting.clear(next);
        look(next);
      }
      reached.stream().forEach(this::settle);
    } while (!waiting.isEmpty());
  }

  /** Takes for any value what no value ever came to. */
  private void settle(int index) {
    FunctionKinds function = functions.get(index);
    if (function.settleVariables()) {
      await(index);
    }
    if (function.settleResults()) {
      callers.get(index).stream().filter(reached::get).forEach(this::await);
    }
  }

  private List<Integer> calls(int caller) {
    BitSet called = new BitSet();
    for (Instruction instruction : functions.get(caller).blocks().instructions()) {
      if (instruction.opcode() == Opcode.CALL) {
        int callee = instruction.immediate(Immediate.FUNCTION);
        callers.get(callee).set(caller);
        called.set(callee);
      }
    }
    return called.stream().boxed().toList();
  }

  /** Callees before callers, as far as they do not call each other; those that are reached. */
  private List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    Deque<int[]> path = new ArrayDeque<>(); // of a function and how many of its callees were seen
    reached.set(0);
    path.push(new int[] {0, 0});
    while (!path.isEmpty()) {
      int[] step = path.element();
      List<Integer> below = callees.get(step[0]);
      if (step[1] == below.size()) {
        order.add(step[0]);
        path.pop();
      } else {
        int callee = below.get(step[1]++);
        if (!reached.get(callee)) {
          reached.set(callee);
          path.push(new int[] {callee, 0});
        }
      }
    }
    return order;
  }

  private void await(int function) {
    if (!isWaiting.get(function)) {
      isWaiting.set(function);
      waiting.addLast(function);
    }
  }

  private void look(int index) {
    FunctionKinds function = functions.get(index);
    List<FunctionKinds> widened = new ArrayList<>();
    List<Kind> results = function.results();
    do {
      KindFlow.pass(module, this, function, widened);
    } while (function.hasChanged());
    for (FunctionKinds callee : widened) {
      await(callee.index());
    }
    if (!function.results().equals(results)) {
      callers.get(index).stream().filter(reached::get).forEach(this::await);
    }
  }

  /** The function with this index in the module. */
  public FunctionKinds function(int index) {
    return functions.get(index);
  }

  /** Whether a path of calls leads there from the main program; else nothing is known of it. */
  public boolean isReached(int index) {
    return reached.get(index);
  }

  /** Whether any function calls this one. */
  public boolean isCalled(int index) {
    return !callers.get(index).isEmpty();
  }

  public int size() {
    return functions.size();
  }
}
