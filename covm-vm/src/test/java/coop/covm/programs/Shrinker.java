package coop.covm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a program smaller as long as something stays true of it: takes lines, blocks and functions
 * away, puts the body of a block in its place, and puts one simple instruction in the place of
 * several. It knows of a program's text no more than its indentation.
 */
final class Shrinker {
  private static final List<String> SIMPLE =
      List.of("push 0", "push 1", "push 1m", "push \"a\"", "push []", "push true", "pop", "nop");
  private static final int LONGEST_REPLACED = 6;
  private static final int FARTHEST_PAIR = 12;

  private final Predicate<String> stays;
  private int triesLeft;
  private List<String> lines = List.of();

  /**
   * @param stays what must stay true; a program that does not compile is offered too
   * @param mostTries how often it is asked at most
   */
  Shrinker(Predicate<String> stays, int mostTries) {
    this.stays = stays;
    this.triesLeft = mostTries;
  }

  /**
   * The smallest program that was found.
   *
   * @param program of which it is true
   */
  String shrink(String program) {
    lines = program.lines().toList();
    boolean smaller = true;
    while (smaller && triesLeft > 0) {
      // Each alone would end where another could go on.
      smaller =
          Stream.<Step>of(
                  this::withoutBlocks,
                  this::withoutWindows,
                  this::withoutFrames,
                  this::withSimpler,
                  this::withoutPairs)
              .map(Step::run)
              .reduce(false, Boolean::logicalOr);
    }
    return text(lines);
  }

  /** Tries one kind of change everywhere, and tells whether one was made. */
  private interface Step {
    boolean run();
  }

  private boolean withoutBlocks() {
    boolean smaller = false;
    for (int i = 0; i < lines.size(); i++) {
      while (opens(i) && keep(without(i, end(i)))) {
        smaller = true;
      }
    }
    return smaller;
  }

  private boolean withoutWindows() {
    boolean smaller = false;
    for (int size = lines.size() / 2; size > 0; size /= 2) {
      for (int from = 0; from + size <= lines.size(); ) {
        if (keep(without(from, from + size))) {
          smaller = true;
        } else {
          from += Math.max(1, size / 2);
        }
      }
    }
    return smaller;
  }

  /** The body of a block without the word that opens it. */
  private boolean withoutFrames() {
    boolean smaller = false;
    for (int i = 0; i < lines.size(); i++) {
      if (opens(i)) {
        List<String> candidate = new ArrayList<>(lines.subList(0, i));
        int by = i + 1 < lines.size() ? indentation(i + 1) - indentation(i) : 0;
        lines.subList(i + 1, end(i)).forEach(line -> candidate.add(line.substring(by)));
        candidate.addAll(lines.subList(end(i), lines.size()));
        smaller |= keep(candidate);
      }
    }
    return smaller;
  }

  private boolean withSimpler() {
    boolean smaller = false;
    for (int size = LONGEST_REPLACED; size > 0; size--) {
      for (int from = 0; from + size <= lines.size(); from++) {
        String indent = " ".repeat(indentation(from));
        for (String simple : SIMPLE) {
          List<String> candidate = without(from, from + size);
          candidate.add(from, indent + simple);
          if (isSimpler(candidate) && keep(candidate)) {
            smaller = true;
            break;
          }
        }
      }
    }
    return smaller;
  }

  /** Two lines that only together can go, as what pushes a value and what pops it. */
  private boolean withoutPairs() {
    boolean smaller = false;
    for (int first = 0; first < lines.size(); first++) {
      for (int second = first + 1;
          second < Math.min(lines.size(), first + FARTHEST_PAIR);
          second++) {
        List<String> candidate = new ArrayList<>(lines);
        candidate.remove(second);
        candidate.remove(first);
        if (keep(candidate)) {
          smaller = true;
          second = first;
        }
      }
    }
    return smaller;
  }

  /** Whether it has fewer lines, else fewer that are not simple, else is shorter; so it ends. */
  private boolean isSimpler(List<String> candidate) {
    if (candidate.size() != lines.size()) {
      return candidate.size() < lines.size();
    }
    long less = others(lines) - others(candidate);
    return less > 0 || (less == 0 && text(candidate).length() < text(lines).length());
  }

  private static long others(List<String> lines) {
    return lines.stream().filter(line -> !SIMPLE.contains(line.strip())).count();
  }

  private boolean keep(List<String> candidate) {
    if (triesLeft <= 0 || candidate.isEmpty()) {
      return false;
    }
    triesLeft--;
    if (!stays.test(text(candidate))) {
      return false;
    }
    lines = List.copyOf(candidate);
    return true;
  }

  private List<String> without(int from, int to) {
    List<String> rest = new ArrayList<>(lines.subList(0, from));
    rest.addAll(lines.subList(to, lines.size()));
    return rest;
  }

  private boolean opens(int line) {
    return line < lines.size() && lines.get(line).endsWith(":");
  }

  /** The line behind the block that opens at a line. */
  private int end(int line) {
    int end = line + 1;
    while (end < lines.size() && indentation(end) > indentation(line)) {
      end++;
    }
    return end;
  }

  private int indentation(int line) {
    String text = lines.get(line);
    return text.length() - text.stripLeading().length();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
