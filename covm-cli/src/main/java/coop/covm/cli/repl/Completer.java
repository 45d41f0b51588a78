package coop.covm.cli.repl;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.compiler.StandardLibrary;
import coop.covm.dialogue.Dialogue;
import coop.covm.syntax.BlockWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Completes what is typed: words of the language, and by the opcode table what stands behind them:
 * variables, functions, keys of the store; commands of the shell, and files.
 */
final class Completer {
  private static final List<String> STATEMENTS = statements();

  private final Dialogue dialogue;
  private final KeyCompletion keys;

  Completer(Dialogue dialogue, StoreLook store) {
    this.dialogue = dialogue;
    this.keys = new KeyCompletion(store);
  }

  /** All that a statement can begin with. */
  private static List<String> statements() {
    List<String> words = new ArrayList<>();
    for (Opcode opcode : Opcode.values()) {
      if (opcode.inSource() && !opcode.isReserved()) {
        words.add(opcode.mnemonic());
      }
    }
    for (BlockWord word : BlockWord.values()) {
      // Of a block word, what is written before its operand.
      words.add(word.form().equals(word.word() + ":") ? word.form() : word.word());
    }
    return words.stream().sorted().distinct().toList();
  }

  /**
   * What could stand before the cursor.
   *
   * @param text all that is typed up to the cursor
   */
  Completion complete(String text) {
    if (text.startsWith(":")) {
      return command(text);
    }
    return statement(text, TypedStatement.startOfLast(text));
  }

  private Completion command(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return Completion.of(text, 0, MetaCommand.all());
    }
    int start = TypedStatement.skipSpaces(text, space);
    return switch (MetaCommand.of(text.substring(0, space)).orElse(MetaCommand.HELP)) {
      case HISTORY -> keys.complete(text, start);
      case LOAD -> FileCompletion.complete(text, start);
      case TIME -> Completion.of(text, start, List.of("on", "off"));
      case EXPLAIN -> explained(text, start);
      case STACK, MEMORY, STORE, TX, UNDO, HELP, QUIT -> new Completion(start, List.of());
    };
  }

  private Completion explained(String text, int start) {
    int last = Math.max(start, TypedStatement.startOfLast(text));
    Completion statement = statement(text, last);
    List<String> words = new ArrayList<>(statement.words());
    if (statement.start() == start) {
      words.addAll(0, Completion.of(text, start, List.of("on", "off")).words());
    }
    return new Completion(statement.start(), words);
  }

  private Completion statement(String text, int start) {
    TypedStatement typed = TypedStatement.of(text, start);
    if (typed.words().isEmpty()) {
      return Completion.of(text, typed.start(), STATEMENTS);
    }
    if (typed.hole() >= 0) {
      return Completion.of(text, typed.hole(), List.copyOf(dialogue.variables().keySet()));
    }
    String first = typed.words().getFirst();
    return Opcode.of(first)
        .filter(Opcode::inSource)
        .map(opcode -> operand(opcode, typed, text))
        .orElseGet(() -> ofBlock(first, typed, text));
  }

  private Completion operand(Opcode opcode, TypedStatement typed, String text) {
    int index = typed.words().size() - 1;
    if (opcode == Opcode.LOADP && index == 1) {
      return Completion.of(text, typed.start(), List.of("default"));
    }
    Optional<OperandKind> kind =
        index < opcode.operands().size()
            ? Optional.of(opcode.operands().get(index))
            : Optional.empty();
    return kind.map(it -> operand(opcode, it, typed, text))
        .orElse(new Completion(typed.start(), List.of()));
  }

  private Completion operand(Opcode opcode, OperandKind kind, TypedStatement typed, String text) {
    return switch (kind) {
      case KEY, PREFIX -> keys.complete(text, typed.start());
      case NAME ->
          Completion.of(text, typed.start(), opcode == Opcode.CALL ? functions() : variables());
      case NUMBER -> Completion.of(text, typed.start(), variables());
      case VALUE -> Completion.of(text, typed.start(), List.of("true", "false", "null"));
      case TEXT, ROLE, ID -> new Completion(typed.start(), List.of());
    };
  }

  private Completion ofBlock(String first, TypedStatement typed, String text) {
    boolean takesVariable =
        typed.words().size() == 1
            && BlockWord.of(first).filter(word -> word == BlockWord.LOOP).isPresent();
    return takesVariable
        ? Completion.of(text, typed.start(), variables())
        : new Completion(typed.start(), List.of());
  }

  private List<String> variables() {
    return dialogue.variables().keySet().stream().sorted().toList();
  }

  private List<String> functions() {
    List<String> names = new ArrayList<>(dialogue.functions().keySet().stream().sorted().toList());
    names.addAll(StandardLibrary.names());
    return names;
  }
}
