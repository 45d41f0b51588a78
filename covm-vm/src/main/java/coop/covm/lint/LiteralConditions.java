package coop.covm.lint;

import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds code that a literal keeps from running: as a condition, or as the count of a loop. */
final class LiteralConditions implements Rule {
  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    for (Tree.Frame frame : Tree.frames(inspected.program())) {
      block(frame.body(), findings);
    }
  }

  private static void block(Statement.Block block, Consumer<Finding> findings) {
    List<Statement> statements = block.statements();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Optional<Statement> before = i == 0 ? Optional.empty() : Optional.of(statements.get(i - 1));
      if (statement instanceof Statement.If choice) {
        before
            .filter(it -> Words.is(it, Opcode.PUSH))
            .ifPresent(push -> choice(choice, push, findings));
      } else if (statement instanceof Statement.While loop) {
        Optional<Span> behind =
            i + 1 < statements.size()
                ? Optional.of(statements.get(i + 1).span())
                : Optional.empty();
        loop(loop, behind, findings);
      } else if (statement instanceof Statement.Loop loop) {
        counted(loop, before, findings);
      }
      Tree.blocks(statement).forEach(inner -> block(inner, findings));
    }
  }

  private static void choice(Statement.If choice, Statement push, Consumer<Finding> findings) {
    Optional<Boolean> truth = Words.pushed(push).flatMap(LiteralConditions::truth);
    if (truth.isEmpty()) {
      return;
    }
    if (!truth.get()) {
      report("the condition of this if: never holds", start(choice.then()), push.span(), findings);
    } else if (!choice.elseIfs().isEmpty()) {
      report(
          "the condition of the if: before always holds",
          choice.elseIfs().getFirst().span(),
          push.span(),
          findings);
    } else {
      choice
          .otherwise()
          .ifPresent(otherwise ->
              report(
                  "the condition of the if: before always holds",
                  start(otherwise),
                  push.span(),
                  findings));
    }
  }

  private static void loop(
      Statement.While loop, Optional<Span> behind, Consumer<Finding> findings) {
    Optional<Boolean> truth = Words.onlyPushed(loop.condition()).flatMap(LiteralConditions::truth);
    if (truth.isEmpty()) {
      return;
    }
    Span condition = start(loop.condition());
    if (!truth.get()) {
      report("the condition of this while: never holds", start(loop.body()), condition, findings);
    } else if (behind.isPresent() && !isLeft(loop.body())) {
      report(
          "the while: before has no end: its condition always holds, and nothing breaks it",
          behind.get(),
          condition,
          findings);
    }
  }

  private static void counted(
      Statement.Loop loop, Optional<Statement> before, Consumer<Finding> findings) {
    Optional<Value> count =
        loop.count().isPresent()
            ? loop.count().flatMap(Words::literal)
            : before.flatMap(Words::pushed);
    if (count.flatMap(LiteralConditions::truth).equals(Optional.of(false))) {
      report("this loop has no rounds", start(loop.body()), loop.span(), findings);
    }
  }

  /** Whether a {@code break} in the body leaves this loop, not one inside. */
  private static boolean isLeft(Statement.Block body) {
    return body.statements().stream()
        .anyMatch(statement ->
            switch (statement) {
              case Statement.Break _ -> true;
              // A break in a condition belongs to the loop around it.
              case Statement.While loop -> isLeft(loop.condition());
              case Statement.Loop _, Statement.ForEach _ -> false;
              case Statement.Instruction _, Statement.Continue _, Statement.Return _ -> false;
              case Statement.If _, Statement.Match _, Statement.Transaction _ ->
                  Tree.blocks(statement).stream().anyMatch(LiteralConditions::isLeft);
              case Statement.Function _ -> false;
            });
  }

  private static void report(String reason, Span place, Span literal, Consumer<Finding> findings) {
    findings.accept(
        new Finding(
            LintCode.UNREACHABLE_CODE,
            "this never runs: " + reason,
            place,
            "delete it, or let something else than a literal decide",
            List.of(new Diagnostic.Related("decided here", literal))));
  }

  /** Whether a condition that is this value holds; nothing if it is no condition. */
  private static Optional<Boolean> truth(Value value) {
    return switch (value) {
      case BooleanValue truth -> Optional.of(truth.value());
      case NumberValue number -> Optional.of(number.value() != 0);
      case DecimalValue decimal -> Optional.of(decimal.value().signum() != 0);
      default -> Optional.empty();
    };
  }

  private static Span start(Statement.Block block) {
    return block.statements().isEmpty() ? block.end() : block.statements().getFirst().span();
  }
}
