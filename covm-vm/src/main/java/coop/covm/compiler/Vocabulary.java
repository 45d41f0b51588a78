package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.BlockWord;
import coop.covm.syntax.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of the language, how they are written, and what other languages call them. */
final class Vocabulary {
  private static final List<String> WORDS = words();

  /** What people coming from other languages write, and the remedy. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("print", "emit"),
          Map.entry("println", "emit"),
          Map.entry("echo", "emit"),
          Map.entry("puts", "emit"),
          Map.entry("log", "emit"),
          Map.entry("set", "store"),
          Map.entry("let", "store"),
          Map.entry("var", "store"),
          Map.entry("drop", "pop"),
          Map.entry("concat", "add"),
          Map.entry("plus", "add"),
          Map.entry("+", "add"),
          Map.entry("-", "sub"),
          Map.entry("*", "mul"),
          Map.entry("/", "div"),
          Map.entry("%", "mod"),
          Map.entry("==", "eq"),
          Map.entry("=", "store"),
          Map.entry("!=", "ne"),
          Map.entry("neg", "negate"),
          Map.entry("equal", "eq"),
          Map.entry("equals", "eq"),
          Map.entry("len", "size"),
          Map.entry("length", "size"),
          Map.entry("count", "size"),
          Map.entry("exists", "keyexists"),
          Map.entry("assert", "require"),
          Map.entry("throw", "fail"),
          Map.entry("raise", "fail"),
          Map.entry("error", "fail"),
          Map.entry("abort", "fail"),
          Map.entry("for", "foreach NAME:"),
          Map.entry("switch", "match:"),
          Map.entry("function", "def NAME(PARAMETERS):"),
          Map.entry("commit", "committx"),
          Map.entry("rollback", "rollbacktx"),
          Map.entry("begin", "begintx"));

  private static final List<String> ELSEWHERE_WORDS = ELSEWHERE.keySet().stream().sorted().toList();

  private Vocabulary() {}

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Opcode opcode : Opcode.values()) {
      if (opcode.inSource() && !opcode.isReserved()) {
        words.add(opcode.mnemonic());
      }
    }
    for (BlockWord word : BlockWord.values()) {
      words.add(word.word());
    }
    return List.copyOf(words);
  }

  /** What somebody may have meant who wrote a word that is no instruction, as it is written. */
  static Optional<String> nearest(String word) {
    return elsewhere(word)
        .or(() -> NearestWord.to(word, WORDS).map(Vocabulary::written))
        .or(() -> NearestWord.to(word, ELSEWHERE_WORDS).flatMap(Vocabulary::elsewhere));
  }

  private static Optional<String> elsewhere(String word) {
    return Optional.ofNullable(ELSEWHERE.get(word.toLowerCase(Locale.ROOT)));
  }

  private static String written(String word) {
    return BlockWord.of(word).map(BlockWord::form).orElse(word);
  }

  /** How an instruction is written with its operands. */
  static String form(Opcode opcode) {
    return switch (opcode) {
      case EMIT -> "emit TEXT";
      case PUSH -> "push V";
      case LOADP -> "loadp KEY";
      case DIFFVERSIONSP -> "diffversionsp KEY REV1 REV2";
      case LOADVERSIONP -> "loadversionp KEY REV";
      case ASSERTEQUALSTACK -> "assertequalstack N";
      case EMITEVENT -> "emitevent CATEGORY MESSAGE";
      case CHECKMEMBERSHIP -> "checkmembership MEMBER ORG";
      default ->
          opcode.operands().isEmpty()
              ? opcode.mnemonic()
              : opcode.mnemonic()
                  + opcode.operands().stream()
                      .map(Vocabulary::placeholder)
                      .collect(Collectors.joining(" ", " ", ""));
    };
  }

  private static String placeholder(OperandKind kind) {
    return switch (kind) {
      case NAME -> "NAME";
      case KEY -> "KEY";
      case PREFIX -> "PREFIX";
      case TEXT -> "TEXT";
      case ROLE -> "ROLE";
      case ID -> "ID";
      case NUMBER -> "NUMBER";
      case VALUE -> "V";
    };
  }
}
