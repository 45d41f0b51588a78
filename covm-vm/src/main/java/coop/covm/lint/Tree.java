package coop.covm.lint;

import coop.covm.syntax.Program;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through the statements of a program. */
final class Tree {
  private Tree() {}

  /**
   * Something with variables of its own: the program itself, or a function.
   *
   * @param function the function; empty of the program itself
   */
  record Frame(Optional<Statement.Function> function, Statement.Block body) {}

  /** The program itself, then its functions in the order of the text. */
  static List<Frame> frames(Program program) {
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(Optional.empty(), program.main()));
    program
        .functions()
        .forEach(function -> frames.add(new Frame(Optional.of(function), function.body())));
    return frames;
  }

  /** Every statement in a block, those in inner blocks behind the one that they belong to. */
  static void forEach(Statement.Block block, Consumer<Statement> visitor) {
    for (Statement statement : block.statements()) {
      visitor.accept(statement);
      blocks(statement).forEach(inner -> forEach(inner, visitor));
    }
  }

  /** Every instruction in a block and its inner blocks. */
  static void forEachInstruction(Statement.Block block, Consumer<Statement.Instruction> visitor) {
    forEach(
        block,
        statement -> {
          if (statement instanceof Statement.Instruction instruction) {
            visitor.accept(instruction);
          }
        });
  }

  /** The blocks that a statement holds, in the order of the text. */
  static List<Statement.Block> blocks(Statement statement) {
    return switch (statement) {
      case Statement.Instruction _, Statement.Break _, Statement.Continue _ -> List.of();
      case Statement.Return _ -> List.of();
      case Statement.If choice -> {
        List<Statement.Block> blocks = new ArrayList<>(List.of(choice.then()));
        for (Statement.ElseIf elseIf : choice.elseIfs()) {
          blocks.add(elseIf.condition());
          blocks.add(elseIf.body());
        }
        choice.otherwise().ifPresent(blocks::add);
        yield blocks;
      }
      case Statement.While loop -> List.of(loop.condition(), loop.body());
      case Statement.Loop loop -> List.of(loop.body());
      case Statement.ForEach loop -> List.of(loop.body());
      case Statement.Match match -> {
        List<Statement.Block> blocks = new ArrayList<>(List.of(match.value()));
        match.cases().forEach(branch -> blocks.add(branch.body()));
        match.otherwise().ifPresent(blocks::add);
        yield blocks;
      }
      case Statement.Transaction transaction -> List.of(transaction.body());
      case Statement.Function function -> List.of(function.body());
    };
  }
}
