package coop.covm.golden;

import java.util.ArrayList;
import java.util.List;

/**
 * A program in a page of the documentation: a fenced block marked {@code covm}, and what it shows:
 * the fenced block marked {@code output} behind it, if there is one. One marked {@code covm
 * session} is none: the commands of the page run it, on the store that they have made, and the
 * page's own test runs these.
 *
 * @param line the line of its first instruction in the page, from 1
 * @param words what stands behind {@code covm}: options of the run, {@code continue}
 * @param outputStart index of the first line of the output in the page, or -1 without one
 * @param outputEnd index of the line behind the last
 */
record MarkdownProgram(
    int line, String words, String text, String output, int outputStart, int outputEnd) {
  private static final String FENCE = "```";
  private static final String OF_SESSION = FENCE + "covm session";

  /** The programs of a page in order. */
  static List<MarkdownProgram> of(List<String> page) {
    List<MarkdownProgram> programs = new ArrayList<>();
    int i = 0;
    while (i < page.size()) {
      String mark = page.get(i);
      if (!mark.startsWith(FENCE)) {
        i++;
        continue;
      }
      int end = closing(page, i);
      if (mark.equals(OF_SESSION)) {
        i = end + 1;
        continue;
      }
      if (mark.equals(FENCE + "covm") || mark.startsWith(FENCE + "covm ")) {
        int next = end + 1;
        while (next < page.size() && page.get(next).isBlank()) {
          next++;
        }
        boolean shown = next < page.size() && page.get(next).equals(FENCE + "output");
        int outputEnd = shown ? closing(page, next) : -1;
        programs.add(
            new MarkdownProgram(
                i + 2,
                mark.substring(FENCE.length() + "covm".length()).strip(),
                String.join("\n", page.subList(i + 1, end)) + "\n",
                shown ? String.join("\n", page.subList(next + 1, outputEnd)) : "",
                shown ? next + 1 : -1,
                outputEnd));
        end = shown ? outputEnd : end;
      }
      i = end + 1;
    }
    return programs;
  }

  private static int closing(List<String> page, int opening) {
    for (int i = opening + 1; i < page.size(); i++) {
      if (page.get(i).equals(FENCE)) {
        return i;
      }
    }
    throw new MalformedGoldenException(opening + 1, "the block is not closed");
  }

  /** Whether it finds in the store what the program before it on the page left there. */
  boolean continues() {
    return words.startsWith("continue");
  }

  /** The options of its run, each with its value, as for golden programs. */
  GoldenOptions options() {
    String options = words.replaceFirst("^continue", "").strip();
    List<String> each = new ArrayList<>();
    for (String option : options.split("(?=--)", -1)) {
      if (!option.isBlank()) {
        each.add(option.strip());
      }
    }
    return GoldenOptions.parse(each);
  }
}
