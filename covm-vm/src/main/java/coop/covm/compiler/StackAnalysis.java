package coop.covm.compiler;

import coop.covm.bytecode.ModuleLimits;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a function along all its paths and knows the stack at every step. Each step is
 * visited once. A path that has ended is a null stack.
 *
 * <p>A step behind which the height is not known, be it faulty or a call of a function whose number
 * of results is open, gives a stack with a bottom of its own; where paths meet, one with a known
 * bottom prevails. So one fault gives one message.
 */
final class StackAnalysis {
  private final FunctionBody function;
  private final List<FunctionBody> functions;
  private final Results results;
  private final Findings findings;
  private final StackFaults faults;
  private final VariableMakings variables = new VariableMakings();
  private final StackEffects effects;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Set<Integer> waitsFor = new LinkedHashSet<>();
  private int bottoms = Stack.FRAME;
  private @Nullable Returned first;
  private boolean unknownReturn;
  private boolean doubtful;
  private boolean tooHigh;

  private StackAnalysis(
      FunctionBody function, List<FunctionBody> functions, Results results, Findings findings) {
    this.function = function;
    this.functions = functions;
    this.results = results;
    this.findings = findings;
    this.faults = new StackFaults(findings);
    this.effects = new StackEffects(variables, findings);
  }

  private record Loop(Span header, Stack before) {}

  /** A path that returns, and with how many values. */
  record Returned(int count, Span place) {}

  /**
   * What the walk showed.
   *
   * @param returned the first path, in the order of the text, that returns a known number
   * @param unknownReturn whether a path returns a number that is not known
   * @param waitsFor the functions whose number of results was asked for and is open
   * @param doubtful whether a fault kept the height from being known somewhere
   */
  record Outcome(
      Optional<Returned> returned,
      boolean unknownReturn,
      Set<Integer> waitsFor,
      boolean doubtful) {}

  static Outcome run(
      FunctionBody function, List<FunctionBody> functions, Results results, Findings findings) {
    StackAnalysis analysis = new StackAnalysis(function, functions, results, findings);
    Stack end = analysis.block(function.body(), Stack.EMPTY);
    if (end != null) {
      analysis.returns(function.body().end(), end);
    }
    return new Outcome(
        Optional.ofNullable(analysis.first),
        analysis.unknownReturn,
        analysis.waitsFor,
        analysis.doubtful);
  }

  /** What is left of the stack behind a fault. */
  private Stack unknown() {
    doubtful = true;
    return Stack.unknown(++bottoms);
  }

  private @Nullable Stack block(Step.Body body, Stack start) {
    Stack stack = start;
    List<Step> steps = body.steps();
    for (int i = 0; i < steps.size(); i++) {
      Stack next = step(steps.get(i), stack);
      if (next == null) {
        // What follows is never reached, so no height is wrong there.
        if (i + 1 < steps.size() && isBlock(steps.get(i))) {
          unreached(steps.get(i + 1).span());
        }
        return null;
      }
      stack = next;
    }
    return stack;
  }

  /** Of what follows a simple jump in its block, there is an error already. */
  private static boolean isBlock(Step step) {
    return switch (step) {
      case Step.If ignored -> true;
      case Step.While ignored -> true;
      case Step.Loop ignored -> true;
      case Step.ForEach ignored -> true;
      case Step.Match ignored -> true;
      case Step.Transaction ignored -> true;
      case Step.Push ignored -> false;
      case Step.Act ignored -> false;
      case Step.Call ignored -> false;
      case Step.Assumed ignored -> false;
      case Step.Unknown ignored -> false;
      case Step.Break ignored -> false;
      case Step.Continue ignored -> false;
      case Step.Return ignored -> false;
    };
  }

  private void unreached(Span place) {
    findings.warning(
        Diagnostic.warning(
            DiagnosticCode.UNREACHED, "no path through the program comes to this place", place));
  }

  private @Nullable Stack step(Step step, Stack stack) {
    return switch (step) {
      case Step.Push push -> effects.push(push, inputs(List.of(push.input()), stack, push.span()));
      case Step.Act act -> act(act, stack);
      case Step.Call call -> call(call, stack);
      case Step.Assumed assumed ->
          stack.holds(assumed.takes())
              ? stack.pop(assumed.takes()).push(assumed.span(), assumed.gives())
              : unknown();
      case Step.Unknown ignored -> unknown();
      case Step.Break jump -> leave("break", jump.span(), stack);
      case Step.Continue jump -> leave("continue", jump.span(), stack);
      case Step.Return jump -> {
        returns(jump.span(), stack);
        yield null;
      }
      case Step.If choice -> choice(choice, stack);
      case Step.While loop -> {
        Stack condition = lead(loop.condition(), "condition:", loop.span(), stack);
        if (condition == null) {
          unreached(loop.body().start());
          yield null;
        }
        yield loop(loop.span(), loop.body(), condition);
      }
      case Step.Loop loop ->
          loop(
              loop.span(),
              loop.body(),
              loop.count().isPresent()
                  ? within(stack, 1, loop.span())
                  : pops(stack, 1, "loop", loop.span()));
      case Step.ForEach loop -> {
        Stack rest = pops(stack, 1, "foreach", loop.span());
        variables.set(loop.slot(), null);
        yield loop(loop.span(), loop.body(), rest);
      }
      case Step.Match match -> match(match, stack);
      case Step.Transaction transaction -> block(transaction.body(), stack);
    };
  }

  /** The stack without its top values, or an unknown one when there are not so many. */
  private Stack pops(Stack stack, int count, String name, Span span) {
    if (stack.holds(count)) {
      return stack.pop(count);
    }
    faults.underflow(span, name, count, stack);
    return unknown();
  }

  /** The stack, or an unknown one when that would hold more than a frame can. */
  private Stack within(Stack stack, int above, Span span) {
    if (stack.height() + above <= ModuleLimits.STACK || tooHigh) {
      return stack;
    }
    tooHigh = true;
    faults.tooHigh(span, stack.height() + above);
    return unknown();
  }

  private @Nullable Stack act(Step.Act act, Stack stack) {
    boolean fails = act.opcode() == Opcode.FAIL;
    if (!stack.holds(act.needs())) {
      faults.underflow(act, stack);
      return fails ? null : unknown();
    }
    Stack found = inputs(act.inputs(), stack, act.span());
    return fails ? null : within(effects.act(act, found), 0, act.span());
  }

  /** The stack on which these are pushed, for a moment, if there is room for them. */
  private Stack inputs(List<Input> inputs, Stack stack, Span span) {
    int highest = 0;
    for (int i = 0; i < inputs.size(); i++) {
      highest =
          Math.max(highest, i + (inputs.get(i) instanceof Input.Filled filled ? filled.peak() : 1));
    }
    return within(stack, highest, span);
  }

  private Stack call(Step.Call call, Stack stack) {
    FunctionBody callee = functions.get(call.function());
    if (!stack.holds(callee.parameters())) {
      faults.arguments(call.span(), callee, stack);
      return unknown();
    }
    if (results.isKnown(callee.index())) {
      return within(
          stack.pop(callee.parameters()).push(call.span(), results.count(callee.index())),
          0,
          call.span());
    }
    if (results.isOpen(callee.index())) {
      waitsFor.add(callee.index());
      return Stack.unknown(++bottoms);
    }
    return unknown();
  }

  private void returns(Span place, Stack stack) {
    int index = function.index();
    if (!stack.isKnown()) {
      unknownReturn = true;
      return;
    }
    if (first == null) {
      first = new Returned(stack.height(), place);
    }
    if (!function.isMain() && results.isKnown(index) && results.count(index) != stack.height()) {
      int count = results.count(index);
      if (function.statedResults().isPresent()) {
        faults.stated(place, function, count, stack);
      } else {
        faults.returns(place, function, count, results.fixedAt(index), stack);
      }
    }
  }

  private @Nullable Stack leave(String word, Span span, Stack stack) {
    // Without a loop around it the parser has reported it.
    Loop loop = loops.peek();
    if (loop != null && stack.isComparable(loop.before) && stack.height() != loop.before.height()) {
      faults.jump(span, word, stack, loop.header, loop.before);
    }
    return null;
  }

  /** A {@code condition:} or {@code value:} block and the popping of what it leaves. */
  private @Nullable Stack lead(Step.Body body, String word, Span header, Stack before) {
    Stack end = block(body, before);
    if (end == null) {
      return null;
    }
    if (!end.isComparable(before)) {
      return before;
    }
    if (end.height() != before.height() + 1) {
      faults.lead(body.end(), word, end, header, before);
      return before;
    }
    return end.pop();
  }

  private Stack loop(Span header, Step.Body body, Stack before) {
    loops.push(new Loop(header, before));
    variables.beginBranch();
    Stack end = block(body, before);
    Map<Integer, @Nullable Making> changes = variables.endBranch();
    variables.join(List.of(changes), true);
    loops.pop();
    if (end == null || !end.isComparable(before)) {
      return before;
    }
    if (end.height() != before.height()) {
      faults.loopBody(body.end(), end, header, before);
      return before;
    }
    return before.or(end);
  }

  private @Nullable Stack choice(Step.If choice, Stack stack) {
    Stack before = pops(stack, 1, "if:", choice.span());
    Branches branches = new Branches(faults, variables, before, choice.span(), "else:");
    branch(branches, choice.span(), choice.then(), before);
    Stack tested = before;
    for (Step.ElseIf elseIf : choice.elseIfs()) {
      tested = lead(elseIf.condition(), "condition:", elseIf.span(), tested);
      if (tested == null) {
        unreached(elseIf.body().start());
        return branches.meet(this::unknown);
      }
      branch(branches, elseIf.span(), elseIf.body(), tested);
    }
    if (choice.otherwise().isPresent()) {
      Step.Body otherwise = choice.otherwise().get();
      branch(branches, otherwise.start(), otherwise, tested);
    } else {
      branches.without(tested);
    }
    return branches.meet(this::unknown);
  }

  private @Nullable Stack match(Step.Match match, Stack stack) {
    Stack before = lead(match.value(), "value:", match.span(), stack);
    if (before == null) {
      unreached(match.cases().isEmpty() ? match.value().end() : match.cases().getFirst().span());
      return null;
    }
    Branches branches = new Branches(faults, variables, before, match.span(), "default:");
    for (Step.Case branch : match.cases()) {
      branch(branches, branch.span(), branch.body(), before);
    }
    match
        .otherwise()
        .ifPresentOrElse(
            otherwise -> branch(branches, otherwise.start(), otherwise, before),
            () -> branches.without(before));
    return branches.meet(this::unknown);
  }

  private void branch(Branches branches, Span place, Step.Body body, Stack start) {
    branches.begin();
    branches.end(place, body.end(), block(body, start));
  }
}
