package coop.covm.dialogue;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which functions statements call, by name, whether there are such or not. */
final class CalledNames {
  private final Set<String> names = new LinkedHashSet<>();

  private CalledNames() {}

  /** The names, each once, in the order of the text. */
  static List<String> in(Statement.Block block) {
    CalledNames called = new CalledNames();
    called.block(block);
    return List.copyOf(called.names);
  }

  private void block(Statement.Block block) {
    block.statements().forEach(this::statement);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Instruction instruction -> instruction(instruction);
      case Statement.If choice -> {
        block(choice.then());
        for (Statement.ElseIf elseIf : choice.elseIfs()) {
          block(elseIf.condition());
          block(elseIf.body());
        }
        choice.otherwise().ifPresent(this::block);
      }
      case Statement.While loop -> {
        block(loop.condition());
        block(loop.body());
      }
      case Statement.Loop loop -> block(loop.body());
      case Statement.ForEach loop -> block(loop.body());
      case Statement.Match match -> {
        block(match.value());
        match.cases().forEach(branch -> block(branch.body()));
        match.otherwise().ifPresent(this::block);
      }
      case Statement.Transaction transaction -> block(transaction.body());
      case Statement.Function function -> block(function.body());
      case Statement.Break _, Statement.Continue _, Statement.Return _ -> {}
    }
  }

  private void instruction(Statement.Instruction instruction) {
    List<Operand> operands = instruction.operands();
    if (instruction.name().equalsIgnoreCase(Opcode.CALL.mnemonic()) && !operands.isEmpty()) {
      switch (operands.getFirst()) {
        case Operand.Word word -> names.add(NameRule.normal(word.text()));
        case Operand.Text text -> names.add(NameRule.normal(text.text()));
        case Operand.Template _, Operand.Literal _ -> {}
      }
    }
  }
}
