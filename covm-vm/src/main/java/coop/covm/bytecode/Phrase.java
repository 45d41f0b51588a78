package coop.covm.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to say of an instruction that has run, with places for the values that it met: {@code adds
 * {a} and {b}: {result}}. A place is named
 *
 * <ul>
 *   <li>by a word left of {@code --} in the {@link Opcode#effect}: that value before;
 *   <li>by a number from 1: that operand, in the order written;
 *   <li>{@code result}: the top value after;
 *   <li>{@code variable}, {@code function}, {@code constant}: what the immediate names, of {@code
 *       RETURN} the function that ends;
 *   <li>{@code stored}: what the variable holds after;
 *   <li>{@code target}: where it may go on.
 * </ul>
 *
 * <p>An instruction that may go on elsewhere has a second phrase for that, behind a semicolon.
 *
 * @param text both as the opcode table writes them
 */
public record Phrase(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** The names of its places, in order, of both phrases. */
  public List<String> places() {
    List<String> places = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      places.add(matcher.group(1));
    }
    return places;
  }

  /**
   * The phrase with values in its places.
   *
   * @param elsewhere whether the instruction went on at its target
   * @param values what stands for the name of each place
   */
  public String filled(boolean elsewhere, UnaryOperator<String> values) {
    int second = text.indexOf(';');
    String chosen = text;
    if (second >= 0) {
      chosen = elsewhere ? text.substring(second + 1) : text.substring(0, second);
    }
    return PLACE
        .matcher(chosen)
        .replaceAll(place -> Matcher.quoteReplacement(values.apply(place.group(1))));
  }
}
