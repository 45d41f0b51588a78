package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves the statements of one function, in the order of the text. */
final class BodyResolver {
  private final VariableTable variables;
  private final Findings findings;
  private final FaultCursor faults;
  private final InstructionResolver instructions;
  private final OperandReader operands;
  private final Set<Integer> callees = new LinkedHashSet<>();
  private int size;

  BodyResolver(
      FunctionTable functions, VariableTable variables, Findings findings, FaultCursor faults) {
    this.variables = variables;
    this.findings = findings;
    this.faults = faults;
    this.instructions = new InstructionResolver(functions, variables, findings);
    this.operands = new OperandReader(variables, findings);
  }

  /** The functions that were called, each once, in the order of the text. */
  List<Integer> callees() {
    return List.copyOf(callees);
  }

  /** How many steps there are. */
  int size() {
    return size;
  }

  Step.Body block(Statement.Block block) {
    List<Step> steps = new ArrayList<>();
    Statement failed = null;
    for (Statement statement : block.statements()) {
      size++;
      if (faults.passed(statement.span().start())) {
        steps.add(new Step.Unknown(statement.span()));
      }
      if (failed != null) {
        reportBehindFail(failed, statement);
        failed = null;
      }
      Step step = statement(statement);
      steps.add(step);
      if (step instanceof Step.Act act && act.opcode() == Opcode.FAIL) {
        failed = statement;
      }
    }
    if (faults.passedEnd(block.end())) {
      steps.add(new Step.Unknown(block.end()));
    }
    return new Step.Body(steps, block.end());
  }

  private void reportBehindFail(Statement failed, Statement next) {
    findings.error(
        Diagnostic.error(
                DiagnosticCode.MISPLACED_JUMP,
                "nothing runs behind 'fail' in the same block",
                next.span())
            .withHint("delete it, or move it before 'fail'")
            .withRelated("the block is left here", failed.span()));
  }

  private Step statement(Statement statement) {
    return switch (statement) {
      case Statement.Instruction instruction -> instruction(instruction);
      case Statement.Break jump -> new Step.Break(jump.span());
      case Statement.Continue jump -> new Step.Continue(jump.span());
      case Statement.Return jump -> new Step.Return(jump.span());
      case Statement.If choice -> choice(choice);
      case Statement.While loop -> {
        faults.passedEnd(loop.span());
        Step.Body condition = lead(loop.condition());
        yield new Step.While(loop.span(), condition, block(loop.body()));
      }
      case Statement.Loop loop -> loop(loop);
      case Statement.ForEach loop -> {
        faults.passedEnd(loop.span());
        int slot = variables.slot(loop.name());
        yield new Step.ForEach(loop.span(), slot, block(loop.body()));
      }
      case Statement.Match match -> match(match);
      case Statement.Transaction transaction -> {
        faults.passedEnd(transaction.span());
        yield new Step.Transaction(transaction.span(), block(transaction.body()));
      }
      case Statement.Function function ->
          throw new IllegalArgumentException("a function among statements: " + function.name());
    };
  }

  private Step instruction(Statement.Instruction instruction) {
    // A fault behind the operands, on the same line, is one of this instruction too.
    if (!faults.isOver() && faults.passed(findings.statementEnd(instruction.span()))) {
      return InstructionResolver.faulty(instruction);
    }
    Step step = instructions.resolve(instruction);
    if (step instanceof Step.Call(Span _, int function)) {
      callees.add(function);
    }
    return step;
  }

  /** A {@code condition:} or {@code value:} block; an empty one was reported by the parser. */
  private Step.Body lead(Statement.Block block) {
    Step.Body body = block(block);
    return body.steps().isEmpty()
        ? new Step.Body(List.of(new Step.Unknown(block.end())), block.end())
        : body;
  }

  private Step choice(Statement.If choice) {
    faults.passedEnd(choice.span());
    Step.Body then = block(choice.then());
    List<Step.ElseIf> elseIfs = new ArrayList<>();
    for (Statement.ElseIf elseIf : choice.elseIfs()) {
      size++;
      faults.passedEnd(elseIf.span());
      Step.Body condition = lead(elseIf.condition());
      elseIfs.add(new Step.ElseIf(elseIf.span(), condition, block(elseIf.body())));
    }
    return new Step.If(choice.span(), then, elseIfs, choice.otherwise().map(this::block));
  }

  private Step loop(Statement.Loop loop) {
    boolean faulty = faults.passed(loop.span().end());
    Optional<Input> count =
        loop.count()
            .map(written ->
                faulty
                    ? reported()
                    : operands
                        .input("loop", OperandKind.NUMBER, written)
                        .orElseGet(BodyResolver::reported));
    return new Step.Loop(loop.span(), count, block(loop.body()));
  }

  /** Stands for an operand that was reported; no code is made from it. */
  private static Input reported() {
    return new Input.Constant(NumberValue.of(0));
  }

  private Step match(Statement.Match match) {
    faults.passedEnd(match.span());
    Step.Body value = lead(match.value());
    List<Step.Case> cases = new ArrayList<>();
    Map<String, Span> seen = new HashMap<>();
    for (Statement.Case written : match.cases()) {
      size++;
      boolean faulty = faults.passed(written.span().end());
      Optional<Value> literal =
          faulty ? Optional.empty() : operands.literal("case", written.value());
      literal.ifPresent(constant -> checkDoubled(constant, written.value(), seen));
      cases.add(
          new Step.Case(written.span(), literal.orElse(NullValue.NULL), block(written.body())));
    }
    return new Step.Match(match.span(), value, cases, match.otherwise().map(this::block));
  }

  private void checkDoubled(Value constant, Operand operand, Map<String, Span> seen) {
    Span first = seen.putIfAbsent(LiteralIdentity.equality(constant), operand.span());
    if (first != null) {
      findings.error(
          Diagnostic.error(
                  DiagnosticCode.DUPLICATE,
                  "this case equals the one at line %s, so it never runs"
                      .formatted(findings.line(first)),
                  operand.span())
              .withHint("remove one of them")
              .withRelated("the same value", first));
    }
  }
}
