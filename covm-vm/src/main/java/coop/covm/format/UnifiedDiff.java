package coop.covm.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows what the canonical layout changes, in the form that {@code diff -u} and {@code patch} know.
 * Since every line keeps its place or goes, nothing has to be searched for.
 */
public final class UnifiedDiff {
  /** How many lines that stay are shown around those that change. */
  private static final int CONTEXT = 3;

  private static final String NO_LINE_END = "\n\\ No newline at end of file";

  private final List<Edit> edits;
  private final List<String> shown = new ArrayList<>();

  private UnifiedDiff(List<Edit> edits) {
    this.edits = edits;
  }

  /** A line that stays, goes or comes. */
  private record Edit(char mark, String line) {
    boolean isChange() {
      return mark != ' ';
    }
  }

  /**
   * The difference, without a line end behind its last line.
   *
   * @param name what the file is called
   * @param text the file as it was, with all that stands in it
   * @param formatted the layout of that text
   * @return nothing if they are the same
   */
  public static String of(String name, String text, FormattedText formatted) {
    UnifiedDiff diff = new UnifiedDiff(edits(text, formatted));
    diff.show();
    return diff.shown.isEmpty()
        ? ""
        : "--- %s\n+++ %s\n".formatted(name, name) + String.join("\n", diff.shown);
  }

  private static List<Edit> edits(String text, FormattedText formatted) {
    List<String> old = lines(text);
    List<Edit> edits = new ArrayList<>();
    List<Edit> added = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < old.size(); i++) {
      String line = old.get(i);
      boolean kept = next < formatted.origins().size() && formatted.origins().get(next) == i + 1;
      String fresh = kept ? formatted.lines().get(next++) : "";
      if (kept && fresh.equals(line)) {
        edits.addAll(added);
        added.clear();
        edits.add(new Edit(' ', line));
        continue;
      }
      edits.add(new Edit('-', line));
      if (kept) {
        added.add(new Edit('+', fresh));
      }
    }
    edits.addAll(added);
    return edits;
  }

  /** The lines of a text; the last one says if it has no line end. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.removeLast();
    if (!last.isEmpty()) {
      lines.add(last + NO_LINE_END);
    }
    return lines;
  }

  private void show() {
    int oldLine = 1;
    int newLine = 1;
    int i = 0;
    while (i < edits.size()) {
      int start = i;
      int end = hunkEnd(start);
      if (end == start) {
        oldLine++;
        newLine++;
        i++;
        continue;
      }
      hunk(edits.subList(start, end), oldLine, newLine);
      oldLine += count(edits.subList(start, end), '+');
      newLine += count(edits.subList(start, end), '-');
      i = end;
    }
  }

  /** Where the hunk ends that begins here, or this place if none does. */
  private int hunkEnd(int start) {
    int lastChange = -1;
    for (int i = start; i < edits.size(); i++) {
      if (edits.get(i).isChange()) {
        lastChange = i;
      } else if (i - Math.max(lastChange, start - 1) > (lastChange < 0 ? CONTEXT : 2 * CONTEXT)) {
        break;
      }
    }
    return lastChange < 0 ? start : Math.min(edits.size(), lastChange + 1 + CONTEXT);
  }

  private void hunk(List<Edit> hunk, int oldLine, int newLine) {
    shown.add(
        "@@ -%s +%s @@"
            .formatted(range(oldLine, count(hunk, '+')), range(newLine, count(hunk, '-'))));
    hunk.forEach(edit -> shown.add(edit.mark + edit.line));
  }

  private static String range(int first, int count) {
    return "%d,%d".formatted(count == 0 ? first - 1 : first, count);
  }

  /** How many lines there are without those of a mark. */
  private static int count(List<Edit> edits, char without) {
    return (int) edits.stream().filter(edit -> edit.mark != without).count();
  }
}
