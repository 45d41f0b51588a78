package coop.covm.golden;

import coop.covm.golden.Expectation.Kind;
import coop.covm.golden.Expectation.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program with what its comments say about its run. The format is described in {@code
 * golden/README.md}.
 *
 * @param name its path below the golden folder
 * @param setups programs that run before it on the same store, each a run of its own
 * @param meanwhiles by line, what another session does just before the line runs
 */
record GoldenProgram(
    String name,
    String text,
    GoldenOptions options,
    List<String> setups,
    Map<Integer, Meanwhile> meanwhiles,
    List<Expectation> expectations) {
  private static final Pattern MEANWHILE =
      Pattern.compile("meanwhile(?: (?:(\\d+) times|(always)))?: (.+)");

  /**
   * A program that another session runs.
   *
   * @param times how often at most, each time before the line is reached again
   */
  record Meanwhile(String program, int times) {}

  static GoldenProgram parse(String name, String text) {
    List<String> options = new ArrayList<>();
    List<String> setups = new ArrayList<>();
    Map<Integer, Meanwhile> meanwhiles = new LinkedHashMap<>();
    List<Expectation> expectations = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      String comment = Comments.text(lines.get(i));
      if (comment.startsWith("option: ")) {
        options.add(comment.substring("option: ".length()));
      } else if (comment.startsWith("setup: ")) {
        setups.add(comment.substring("setup: ".length()));
      } else if (comment.startsWith("meanwhile")) {
        meanwhiles.put(line, meanwhile(comment, line));
      } else if (comment.startsWith("expect")) {
        expectations.add(expectation(comment, line));
      }
    }
    return new GoldenProgram(
        name,
        text,
        GoldenOptions.parse(options),
        List.copyOf(setups),
        Map.copyOf(meanwhiles),
        List.copyOf(expectations));
  }

  private static Meanwhile meanwhile(String comment, int line) {
    Matcher matcher = MEANWHILE.matcher(comment);
    if (!matcher.matches()) {
      throw new MalformedGoldenException(
          line, "expected 'meanwhile: PROGRAM' or 'meanwhile N times: PROGRAM'");
    }
    int times =
        matcher.group(2) != null
            ? Integer.MAX_VALUE
            : matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 1;
    return new Meanwhile(matcher.group(3), times);
  }

  private static Expectation expectation(String comment, int line) {
    Kind kind =
        Kind.of(comment)
            .orElseThrow(
                () -> new MalformedGoldenException(line, "no such expectation: " + comment));
    String text = comment.substring(kind.words().length()).strip();
    return new Expectation(
        kind, line, kind.scope() == Scope.FAULT ? Fault.normalised(text, line) : text);
  }

  boolean expectsToCompile() {
    return expectations.stream().noneMatch(e -> e.kind() == Kind.COMPILE_ERROR);
  }
}
