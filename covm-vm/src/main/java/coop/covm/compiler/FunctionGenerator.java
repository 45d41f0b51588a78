package coop.covm.compiler;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Opcode;
import coop.covm.compiler.CodeBuilder.Label;
import coop.covm.syntax.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Makes the code of one function, whose steps have passed all checks. What no path comes to makes
 * no code.
 */
final class FunctionGenerator {
  private final FunctionBody function;
  private final List<FunctionBody> functions;
  private final Results results;
  private final ConstantPool constants;
  private final TemplatePool templates;
  private final CodeBuilder code;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private int slotsInUse;
  private int hidden;
  private int transactions;

  /**
   * @param again where {@code continue} goes
   * @param exit where {@code break} goes
   * @param transactions how many {@code transaction:} blocks are around the loop
   */
  private record Loop(Label again, Label exit, int transactions) {}

  FunctionGenerator(
      FunctionBody function,
      List<FunctionBody> functions,
      Results results,
      ConstantPool constants,
      TemplatePool templates) {
    this.function = function;
    this.functions = functions;
    this.results = results;
    this.constants = constants;
    this.templates = templates;
    this.code = new CodeBuilder();
  }

  Function generate() {
    int count = 0;
    boolean falls = block(function.body());
    if (falls) {
      count = code.height();
      code.addWithEffect(function.body().end(), Opcode.RETURN, 0, 0);
    }
    return new Function(
        function.name(),
        function.parameters(),
        function.isMain() ? count : results.count(function.index()),
        function.variables(),
        hidden,
        code.maxHeight(),
        function.library() ? code.code().withoutPlaces() : code.code(),
        function.library());
  }

  /** Whether a path comes to the end of the block; so for the other methods. */
  private boolean block(Step.Body body) {
    for (Step step : body.steps()) {
      if (!step(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean step(Step step) {
    return switch (step) {
      case Step.Push push -> {
        push(push);
        yield true;
      }
      case Step.Act act -> act(act);
      case Step.Call call -> {
        code.addWithEffect(
            call.span(),
            Opcode.CALL,
            functions.get(call.function()).parameters(),
            results.count(call.function()),
            call.function());
        yield true;
      }
      case Step.Assumed assumed -> throw faulty(assumed);
      case Step.Unknown unknown -> throw faulty(unknown);
      case Step.Break jump -> {
        Loop loop = loops.element();
        leaveTransactions(jump.span(), loop.transactions);
        code.jump(jump.span(), Opcode.JUMP, loop.exit);
        yield false;
      }
      case Step.Continue jump -> {
        Loop loop = loops.element();
        leaveTransactions(jump.span(), loop.transactions);
        code.jump(jump.span(), Opcode.JUMP, loop.again);
        yield false;
      }
      case Step.Return jump -> {
        leaveTransactions(jump.span(), 0);
        code.addWithEffect(jump.span(), Opcode.RETURN, 0, 0);
        yield false;
      }
      case Step.If choice -> choice(choice);
      case Step.While loop -> whileLoop(loop);
      case Step.Loop loop -> {
        loop.count().ifPresent(count -> input(loop.span(), count));
        int slot = slotsInUse;
        code.add(loop.span(), Opcode.LOOPSTART, slot);
        Label next = new Label();
        Label exit = new Label();
        code.bind(next);
        code.jump(loop.span(), Opcode.LOOPNEXT, exit, slot);
        slotLoop(loop.span(), loop.body(), next, exit);
        yield true;
      }
      case Step.ForEach loop -> {
        int slot = slotsInUse;
        code.add(loop.span(), Opcode.FOREACHSTART, slot);
        Label next = new Label();
        Label exit = new Label();
        code.bind(next);
        code.jump(loop.span(), Opcode.FOREACHNEXT, exit, slot, loop.slot());
        slotLoop(loop.span(), loop.body(), next, exit);
        yield true;
      }
      case Step.Match match -> match(match);
      case Step.Transaction transaction -> {
        code.add(transaction.span(), Opcode.TRANSACTIONSTART);
        transactions++;
        boolean falls = block(transaction.body());
        transactions--;
        if (falls) {
          code.add(transaction.span(), Opcode.TRANSACTIONEND);
        }
        yield falls;
      }
    };
  }

  private static IllegalStateException faulty(Step step) {
    return new IllegalStateException("code for a faulty step at " + step.span());
  }

  private void push(Step.Push push) {
    if (push.input() instanceof Input.Constant(var value)) {
      code.add(push.span(), Opcode.PUSH, constants.index(value));
    } else {
      input(push.span(), push.input());
    }
  }

  private void input(Span span, Input input) {
    switch (input) {
      case Input.Constant(var value) -> code.add(span, Opcode.OPERAND, constants.index(value));
      case Input.Variable(int slot) -> code.add(span, Opcode.OPERANDVARIABLE, slot);
      case Input.Filled filled -> {
        for (int slot : filled.slots()) {
          code.add(span, Opcode.OPERANDVARIABLE, slot);
        }
        Opcode opcode =
            switch (filled.template().kind()) {
              case TEXT -> Opcode.TEXTTEMPLATE;
              case KEY, PREFIX, ROLE, ID -> Opcode.KEYTEMPLATE;
            };
        code.addWithEffect(
            span, opcode, filled.slots().size(), 1, templates.index(filled.template()));
      }
    }
  }

  private boolean act(Step.Act act) {
    for (Input input : act.inputs()) {
      input(act.span(), input);
    }
    if (act.slot().isPresent()) {
      code.add(act.span(), act.opcode(), act.slot().getAsInt());
    } else {
      code.add(act.span(), act.opcode());
    }
    return act.opcode() != Opcode.FAIL;
  }

  private void leaveTransactions(Span span, int remaining) {
    for (int open = transactions; open > remaining; open--) {
      code.add(span, Opcode.TRANSACTIONEND);
    }
  }

  /** The body and the way back of a loop with a hidden slot, behind its {@code next}. */
  private void slotLoop(Span span, Step.Body body, Label next, Label exit) {
    // Loops that stand in each other need different slots; others share them.
    slotsInUse++;
    hidden = Math.max(hidden, slotsInUse);
    body(span, body, next, exit);
    slotsInUse--;
  }

  private void body(Span span, Step.Body body, Label again, Label exit) {
    int height = code.height();
    loops.push(new Loop(again, exit, transactions));
    if (block(body)) {
      code.jump(span, Opcode.JUMP, again);
    }
    loops.pop();
    code.beginPath(height);
    code.bind(exit);
  }

  private boolean whileLoop(Step.While loop) {
    Label again = new Label();
    Label exit = new Label();
    code.bind(again);
    if (!block(loop.condition())) {
      return false;
    }
    code.jump(loop.span(), Opcode.JUMPIFFALSE, exit);
    body(loop.span(), loop.body(), again, exit);
    return true;
  }

  private boolean choice(Step.If choice) {
    Label end = new Label();
    Label otherwise = new Label();
    code.jump(choice.span(), Opcode.JUMPIFFALSE, otherwise);
    int height = code.height();
    Meeting meeting = new Meeting(end);
    meeting.branch(choice.span(), choice.then(), !isLast(choice, 0));
    for (int i = 0; i < choice.elseIfs().size(); i++) {
      Step.ElseIf elseIf = choice.elseIfs().get(i);
      code.beginPath(height);
      code.bind(otherwise);
      if (!block(elseIf.condition())) {
        return meeting.close(false);
      }
      otherwise = new Label();
      code.jump(elseIf.span(), Opcode.JUMPIFFALSE, otherwise);
      meeting.branch(elseIf.span(), elseIf.body(), !isLast(choice, i + 1));
    }
    code.beginPath(height);
    code.bind(otherwise);
    return meeting.close(choice.otherwise().map(this::block).orElse(true));
  }

  /** Whether nothing stands behind the branch of this number, so that it falls to the end. */
  private static boolean isLast(Step.If choice, int branch) {
    return branch == choice.elseIfs().size() && choice.otherwise().isEmpty();
  }

  private boolean match(Step.Match match) {
    if (!block(match.value())) {
      return false;
    }
    int height = code.height();
    Meeting meeting = new Meeting(new Label());
    for (Step.Case branch : match.cases()) {
      Label next = new Label();
      code.jump(branch.span(), Opcode.CASE, next, constants.index(branch.value()));
      code.beginPath(height - 1);
      meeting.branch(branch.span(), branch.body(), true);
      code.beginPath(height);
      code.bind(next);
    }
    code.add(match.span(), Opcode.POP);
    return meeting.close(match.otherwise().map(this::block).orElse(true));
  }

  /** Where the branches of one {@code if:} or {@code match:} meet. */
  private final class Meeting {
    private final Label end;
    private int height;

    Meeting(Label end) {
      this.end = end;
    }

    /**
     * A branch.
     *
     * @param jumps whether code stands between it and the meeting
     */
    void branch(Span span, Step.Body body, boolean jumps) {
      if (block(body)) {
        height = code.height();
        if (jumps) {
          code.jump(span, Opcode.JUMP, end);
        }
      }
    }

    /**
     * @param falls whether the last branch comes to the end
     * @return whether any does
     */
    boolean close(boolean falls) {
      boolean open = falls || end.isUsed();
      if (!falls) {
        code.beginPath(height);
      }
      code.bind(end);
      return open;
    }
  }
}
