package coop.covm.format;

import java.util.List;

/**
 * A program in its canonical layout.
 *
 * @param lines without their line ends; none is blank that another blank one follows
 * @param origins for each line the line of the source, from 1, that it was made of; ascending.
 *     Lines that are missing were blank
 */
public record FormattedText(List<String> lines, List<Integer> origins) {
  public FormattedText {
    lines = List.copyOf(lines);
    origins = List.copyOf(origins);
  }

  /** The whole text: each line ends in a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
