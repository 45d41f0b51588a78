package coop.covm.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A statement of a program: an instruction or a block. {@code span} is the instruction with its
 * operands, or the header of the block.
 */
public sealed interface Statement {
  Span span();

  /**
   * An instruction of the opcode table, known or not; never {@code break}, {@code continue} or
   * {@code return}.
   *
   * @param name as written
   */
  record Instruction(String name, Span nameSpan, List<Operand> operands, Span span)
      implements Statement {
    public Instruction {
      operands = List.copyOf(operands);
    }
  }

  record Break(Span span) implements Statement {}

  record Continue(Span span) implements Statement {}

  record Return(Span span) implements Statement {}

  /**
   * {@code if:} and its {@code elif:} and {@code else:}. The condition of {@code if:} is on the
   * stack.
   */
  record If(Block then, List<ElseIf> elseIfs, Optional<Block> otherwise, Span span)
      implements Statement {
    public If {
      elseIfs = List.copyOf(elseIfs);
    }
  }

  /** {@code elif:} with its {@code condition:} block. */
  record ElseIf(Block condition, Block body, Span span) {}

  /** {@code while:} with its {@code condition:} block. */
  record While(Block condition, Block body, Span span) implements Statement {}

  /** {@code loop N:}; without a count it is on the stack. */
  record Loop(Optional<Operand> count, Block body, Span span) implements Statement {}

  /** {@code foreach NAME:} over the list or map on the stack. */
  record ForEach(String name, Span nameSpan, Block body, Span span) implements Statement {}

  /** {@code match:} with its {@code value:} block. */
  record Match(Block value, List<Case> cases, Optional<Block> otherwise, Span span)
      implements Statement {
    public Match {
      cases = List.copyOf(cases);
    }
  }

  /**
   * {@code case V:}.
   *
   * @param value a word, text or literal, never a template
   */
  record Case(Operand value, Block body, Span span) {}

  /** {@code transaction:}. */
  record Transaction(Block body, Span span) implements Statement {}

  /**
   * {@code def name(a, b) -> N:}, at top level only.
   *
   * @param results the stated number of results, if it is stated
   */
  record Function(
      String name,
      Span nameSpan,
      List<Parameter> parameters,
      Optional<Integer> results,
      Block body,
      Span span)
      implements Statement {
    public Function {
      parameters = List.copyOf(parameters);
    }
  }

  /** A parameter of a function. */
  record Parameter(String name, Span span) {}

  /**
   * Statements that run one after the other.
   *
   * @param end the place behind the last of them, where falling off the end is reported
   */
  record Block(List<Statement> statements, Span end) {
    public Block {
      statements = List.copyOf(statements);
    }
  }
}
