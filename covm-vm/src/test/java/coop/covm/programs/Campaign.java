package coop.covm.programs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Runs the programs of many seeds by both engines, on all processors, until two runs differ; then
 * makes the program small, so that it can be kept.
 */
final class Campaign {
  private static final int CHUNK = 20_000;
  private static final int MOST_TRIES = 6_000;
  private static final int MOST_SHOWN = 3_000;

  private final Comparison comparison;
  private final Map<String, Integer> ends = new TreeMap<>();

  Campaign(Laboratory laboratory) {
    this.comparison = new Comparison(laboratory);
  }

  /**
   * Runs so many programs, and says now and then how far it has come.
   *
   * @throws AssertionError with the smallest program found by whose runs the engines differ
   */
  void run(long seed, long count) {
    for (long from = seed; from < seed + count; from += CHUNK) {
      long to = Math.min(seed + count, from + CHUNK);
      System.out.printf("programs: -Dcovm.programs.seed=%d, up to %d%n", from, to - 1);
      LongStream.range(from, to)
          .parallel()
          .mapToObj(this::difference)
          .flatMap(Optional::stream)
          .findAny()
          .ifPresent(message -> {
            throw new AssertionError(message);
          });
      System.out.println("programs ended with: " + ends);
    }
  }

  /** How often runs ended how. */
  Map<String, Integer> ends() {
    return ends;
  }

  private Optional<String> difference(long seed) {
    String program = ProgramWriter.program(seed);
    Comparison.Result result =
        Laboratory.compiled(program)
            .map(module -> comparison.compare(seed, module, Conditions.of(seed)))
            .orElseThrow(
                () -> new AssertionError("seed %d does not compile:%n%s".formatted(seed, program)));
    count(result.end());
    return result.difference().map(difference -> message(seed, program, difference));
  }

  private synchronized void count(String end) {
    ends.merge(end, 1, Integer::sum);
  }

  private String message(long seed, String program, Comparison.Difference found) {
    Shrinker shrinker =
        new Shrinker(
            candidate ->
                comparison
                    .difference(candidate, found.conditions())
                    .filter(found::isLike)
                    .isPresent(),
            MOST_TRIES);
    String small = shrinker.shrink(program);
    String difference =
        comparison
            .difference(small, found.conditions())
            .map(Comparison.Difference::text)
            .orElse(found.text());
    return """
    The engines differ on the program of seed %d (again: -Dcovm.programs.seed=%d -Dcovm.programs.count=1):
    %s
    It was made as small as this. Keep it as a golden in src/test/resources/golden/engines, where
    -Dcovm.golden.update=true writes what the interpreter does into it:

    %s\
    """
        .formatted(seed, seed, shortened(difference), KeptProgram.text(small, found.conditions()));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
