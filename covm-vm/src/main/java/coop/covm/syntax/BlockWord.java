package coop.covm.syntax;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words that open a block or steer through blocks; with the instructions of the opcode table
 * they are the language.
 */
public enum BlockWord {
  IF("if:", "Pops a condition and runs its block when it holds."),
  ELIF(
      "elif:",
      "Begins with a condition: block; runs its body when no branch before it ran and the condition holds."),
  ELSE("else:", "Runs when no branch of its if: ran."),
  WHILE("while:", "Begins with a condition: block; runs its body as long as the condition holds."),
  CONDITION(
      "condition:", "The first block of elif: and while:; leaves the one value that decides."),
  LOOP(
      "loop N:",
      "Runs its body N times; N is a literal, a variable, or on the stack, and is taken once."),
  FOREACH(
      "foreach NAME:",
      "Pops a list or map and runs its body for each element or key, stored in NAME."),
  MATCH(
      "match:",
      "Begins with a value: block; runs the first case equal to the value, else default:."),
  VALUE("value:", "The first block of match:; leaves the one value that is matched."),
  CASE("case V:", "A block of match: for one literal."),
  DEFAULT("default:", "The last block of match:, for every other value."),
  TRANSACTION(
      "transaction:",
      "Runs its block as one transaction: commits at its end, runs again on a conflict, rolls back on an error."),
  DEF("def NAME(PARAMETERS):", "Defines a function; -> N states how many values it returns."),
  BREAK("break", "Leaves the innermost loop."),
  CONTINUE("continue", "Goes on with the next round of the innermost loop."),
  RETURN("return", "Leaves the function; what is on its stack goes to the caller.");

  private static final Map<String, BlockWord> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BlockWord::word, word -> word));

  private static final int LONGEST =
      BY_WORD.keySet().stream().mapToInt(String::length).max().orElse(0);

  private final String form;
  private final String explanation;

  BlockWord(String form, String explanation) {
    this.form = form;
    this.explanation = explanation;
  }

  /** The word of this spelling, upper or lower case. */
  public static Optional<BlockWord> of(String word) {
    return word.length() <= LONGEST
        ? Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** The word itself, lower case, without its colon. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it opens a block; the others are {@code break}, {@code continue}, {@code return}. */
  public boolean opensBlock() {
    return this != BREAK && this != CONTINUE && this != RETURN;
  }

  /** How it is written, with its operand. */
  public String form() {
    return form;
  }

  /** One sentence: what it does. */
  public String explanation() {
    return explanation;
  }
}
