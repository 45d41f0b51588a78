package coop.covm.programs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A few instructions that take values of known kinds from the stack and leave values of known
 * kinds.
 *
 * @param lines one instruction each
 * @param takes top last
 * @param gives top last
 * @param weight how often it is chosen, beside others
 */
record Phrase(List<String> lines, List<Kind> takes, List<Kind> gives, int weight) {
  /**
   * @param text instructions, separated by semicolons
   */
  static Phrase of(int weight, String text, List<Kind> takes, Kind... gives) {
    return new Phrase(lines(text).toList(), takes, List.of(gives), weight);
  }

  /** The instructions of a text in which semicolons separate them. */
  static Stream<String> lines(String text) {
    return Arrays.stream(text.split("; ", -1));
  }

  /** Whether it gives one value, which may stand for the kind. */
  boolean gives(Kind kind) {
    return gives.size() == 1 && gives.getFirst().fits(kind);
  }

  /** Whether it deals in numbers and booleans only. */
  boolean isPrimitive() {
    return takes.stream().allMatch(Kind::isPrimitive)
        && gives.stream().allMatch(Kind::isPrimitive)
        && lines.stream().allMatch(Phrase::isPrimitive);
  }

  private static boolean isPrimitive(String line) {
    return !line.startsWith("call ") && !line.contains("\"") && !line.endsWith("m");
  }
}
