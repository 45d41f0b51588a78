package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that the spans of a tree hold what the tree says. */
final class SpanCheck {
  private final String text;
  private final String name;

  SpanCheck(String text, String name) {
    this.text = text;
    this.name = name;
  }

  void check(Program program) {
    block(program.main());
    program.functions().forEach(this::statement);
  }

  private void block(Statement.Block block) {
    block.statements().forEach(this::statement);
    ParserFuzzTest.checkSpan(text, block.end(), name);
    if (!block.statements().isEmpty()) {
      assertThat(block.end().start())
          .as(name)
          .isGreaterThanOrEqualTo(block.statements().getLast().span().end());
    }
  }

  private void header(Span span) {
    ParserFuzzTest.checkSpan(text, span, name);
    assertThat(text.substring(span.start(), span.end())).as(name).endsWith(":");
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Instruction instruction -> {
        ParserFuzzTest.checkSpan(text, instruction.span(), name);
        Span span = instruction.nameSpan();
        assertThat(text.substring(span.start(), span.end())).as(name).isEqualTo(instruction.name());
      }
      case Statement.Break jump -> ParserFuzzTest.checkSpan(text, jump.span(), name);
      case Statement.Continue jump -> ParserFuzzTest.checkSpan(text, jump.span(), name);
      case Statement.Return jump -> ParserFuzzTest.checkSpan(text, jump.span(), name);
      case Statement.If branch -> {
        header(branch.span());
        block(branch.then());
        for (Statement.ElseIf next : branch.elseIfs()) {
          header(next.span());
          block(next.condition());
          block(next.body());
        }
        branch.otherwise().ifPresent(this::block);
      }
      case Statement.While loop -> {
        header(loop.span());
        block(loop.condition());
        block(loop.body());
      }
      case Statement.Loop loop -> {
        header(loop.span());
        block(loop.body());
      }
      case Statement.ForEach loop -> {
        header(loop.span());
        block(loop.body());
      }
      case Statement.Match match -> {
        header(match.span());
        block(match.value());
        for (Statement.Case choice : match.cases()) {
          header(choice.span());
          block(choice.body());
        }
        match.otherwise().ifPresent(this::block);
      }
      case Statement.Transaction transaction -> {
        header(transaction.span());
        block(transaction.body());
      }
      case Statement.Function function -> {
        header(function.span());
        block(function.body());
      }
    }
  }
}
