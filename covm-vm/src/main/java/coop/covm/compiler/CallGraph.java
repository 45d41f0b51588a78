package coop.covm.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Which functions call each other: groups of mutually recursive functions, callees first.
 *
 * <p>R. Tarjan, <i>Depth-first search and linear graph algorithms</i>, SIAM J. Comput. 1 (1972),
 * with a stack of its own instead of recursion, since chains of calls may be long.
 */
final class CallGraph {
  private static final int UNSEEN = -1;

  private final List<FunctionBody> functions;
  private final int[] order;
  private final int[] lowest;
  private final int[] nextCallee;
  private final boolean[] pending;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final List<List<FunctionBody>> groups = new ArrayList<>();
  private int seen;

  private CallGraph(List<FunctionBody> functions) {
    this.functions = functions;
    this.order = new int[functions.size()];
    this.lowest = new int[functions.size()];
    this.nextCallee = new int[functions.size()];
    this.pending = new boolean[functions.size()];
    Arrays.fill(order, UNSEEN);
  }

  /** The groups, each in the order of the text; a function that calls no caller is alone. */
  static List<List<FunctionBody>> groups(List<FunctionBody> functions) {
    CallGraph graph = new CallGraph(functions);
    for (int function = 0; function < functions.size(); function++) {
      if (graph.order[function] == UNSEEN) {
        graph.search(function);
      }
    }
    return graph.groups;
  }

  private void search(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int function = path.element();
      List<Integer> callees = functions.get(function).callees();
      if (nextCallee[function] < callees.size()) {
        int callee = callees.get(nextCallee[function]++);
        if (order[callee] == UNSEEN) {
          enter(callee);
        } else if (pending[callee]) {
          lowest[function] = Math.min(lowest[function], order[callee]);
        }
      } else {
        leave(function);
      }
    }
  }

  private void enter(int function) {
    order[function] = seen;
    lowest[function] = seen;
    seen++;
    pending[function] = true;
    path.push(function);
    open.push(function);
  }

  private void leave(int function) {
    path.pop();
    Integer caller = path.peek();
    if (caller != null) {
      lowest[caller] = Math.min(lowest[caller], lowest[function]);
    }
    if (lowest[function] != order[function]) {
      return;
    }
    List<FunctionBody> group = new ArrayList<>();
    int member;
    do {
      member = open.pop();
      pending[member] = false;
      group.add(functions.get(member));
    } while (member != function);
    group.sort(Comparator.comparingInt(FunctionBody::index));
    groups.add(group);
  }
}
