package coop.covm.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** Writes trees as one line, for comparing. */
final class TreeText {
  private TreeText() {}

  static String of(Program program) {
    String functions =
        program.functions().stream().map(TreeText::of).collect(Collectors.joining(" "));
    return (block(program.main()) + " " + functions).strip();
  }

  private static String block(Statement.Block block) {
    return block.statements().stream()
        .map(TreeText::of)
        .collect(Collectors.joining("; ", "{", "}"));
  }

  private static String of(Statement statement) {
    return switch (statement) {
      case Statement.Instruction instruction ->
          (instruction.name() + " " + operands(instruction.operands())).strip();
      case Statement.Break jump -> "break";
      case Statement.Continue jump -> "continue";
      case Statement.Return jump -> "return";
      case Statement.If branch ->
          "if "
              + block(branch.then())
              + branch.elseIfs().stream()
                  .map(next -> " elif " + block(next.condition()) + block(next.body()))
                  .collect(Collectors.joining())
              + branch.otherwise().map(last -> " else " + block(last)).orElse("");
      case Statement.While loop -> "while " + block(loop.condition()) + block(loop.body());
      case Statement.Loop loop ->
          "loop " + loop.count().map(TreeText::of).orElse("?") + block(loop.body());
      case Statement.ForEach loop -> "foreach " + loop.name() + block(loop.body());
      case Statement.Match match ->
          "match "
              + block(match.value())
              + match.cases().stream()
                  .map(choice -> " case " + of(choice.value()) + block(choice.body()))
                  .collect(Collectors.joining())
              + match.otherwise().map(last -> " default " + block(last)).orElse("");
      case Statement.Transaction transaction -> "transaction " + block(transaction.body());
      case Statement.Function function ->
          "def "
              + function.name()
              + function.parameters().stream()
                  .map(Statement.Parameter::name)
                  .collect(Collectors.joining(",", "(", ")"))
              + function.results().map(count -> "->" + count).orElse("")
              + block(function.body());
    };
  }

  private static String operands(List<Operand> operands) {
    return operands.stream().map(TreeText::of).collect(Collectors.joining(" "));
  }

  private static String of(Operand operand) {
    return switch (operand) {
      case Operand.Word word -> word.text();
      case Operand.Text text -> "\"" + text.text() + "\"";
      case Operand.Literal literal -> literal.value().literal();
      case Operand.Template template ->
          template.parts().stream()
              .map(part ->
                  switch (part) {
                    case Operand.Part.Fixed fixed -> "<" + fixed.text() + ">";
                    case Operand.Part.Hole hole -> "<$" + hole.name() + ">";
                  })
              .collect(Collectors.joining("", "f", ""));
    };
  }
}
