package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.Literals;
import coop.covm.syntax.Names;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which variables of one frame are given values, and which are read. */
final class VariableUse {
  /** Each variable that is given a value, with the first place that does. */
  private final Map<String, Span> given = new LinkedHashMap<>();

  private final Set<String> read = new HashSet<>();
  private boolean readsAny;

  private VariableUse() {}

  static VariableUse in(Tree.Frame frame) {
    VariableUse use = new VariableUse();
    frame
        .function()
        .ifPresent(function ->
            function
                .parameters()
                .forEach(parameter -> use.give(parameter.name(), parameter.span())));
    Tree.forEach(frame.body(), use::statement);
    return use;
  }

  /**
   * The variables that nothing reads, each with the first place that gives it a value. None where
   * names are taken from the stack or all variables are shown, for then nobody knows.
   */
  Map<String, Span> unread() {
    Map<String, Span> unread = new LinkedHashMap<>(given);
    unread.keySet().removeIf(name -> readsAny || read.contains(name));
    return unread;
  }

  private void give(String name, Span place) {
    given.putIfAbsent(NameRule.normal(name), place);
  }

  private void read(String name) {
    read.add(NameRule.normal(name));
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Instruction instruction -> instruction(instruction);
      case Statement.Loop loop -> loop.count().ifPresent(this::number);
      case Statement.ForEach loop -> give(loop.name(), loop.nameSpan());
      case Statement.Break _, Statement.Continue _, Statement.Return _ -> {}
      case Statement.If _, Statement.While _, Statement.Match _ -> {}
      case Statement.Transaction _, Statement.Function _ -> {}
    }
  }

  private void instruction(Statement.Instruction instruction) {
    List<Operand> operands = instruction.operands();
    operands.forEach(this::holes);
    switch (Words.opcode(instruction).orElse(Opcode.NOP)) {
      case DUMPMEMORY, DUMPSTATE -> readsAny = true;
      case LOAD, ASSERTMEMORY ->
          Words.name(instruction).ifPresentOrElse(this::read, () -> readsAny = true);
      case STORE ->
          Words.name(instruction).ifPresent(name -> give(name, operands.getFirst().span()));
      default -> numbers(instruction);
    }
  }

  private void holes(Operand operand) {
    if (operand instanceof Operand.Template template) {
      for (Operand.Part part : template.parts()) {
        if (part instanceof Operand.Part.Hole hole) {
          read(hole.name());
        }
      }
    }
  }

  private void numbers(Statement.Instruction instruction) {
    List<OperandKind> kinds = Words.opcode(instruction).map(Opcode::operands).orElse(List.of());
    for (int i = 0; i < Math.min(kinds.size(), instruction.operands().size()); i++) {
      if (kinds.get(i) == OperandKind.NUMBER) {
        number(instruction.operands().get(i));
      }
    }
  }

  /** Where a number belongs, a name is that of a variable. */
  private void number(Operand operand) {
    if (operand instanceof Operand.Word(String word, Span _)
        && Literals.word(word) instanceof Literals.Invalid
        && Names.isName(word)) {
      read(word);
    }
  }
}
