package coop.covm.storage.tck.disk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Decides what happens where several things may. */
public interface Choices {
  /** One of so many: a number from 0, less than {@code options}. */
  int below(int options);

  default boolean yes() {
    return below(2) == 1;
  }

  /**
   * Everything that may come of a process, each result once: all of it if there are no more than so
   * many sequences of choices, else what came of so many random ones.
   */
  static <T> Set<T> results(Function<Choices, T> process, int limit, Random random) {
    Set<T> results = new LinkedHashSet<>();
    Systematic systematic = new Systematic();
    for (int i = 0; i < limit; i++) {
      results.add(process.apply(systematic));
      if (!systematic.next()) {
        return results;
      }
    }
    results.clear();
    for (int i = 0; i < limit; i++) {
      results.add(process.apply(moody(i, random)));
    }
    return results;
  }

  /**
   * Random choices, of which the first sequences are the extremes: always the first option, always
   * the last. Others incline to one of them, as choices that are all even almost never do.
   */
  private static Choices moody(int number, Random random) {
    return switch (number) {
      case 0 -> _ -> 0;
      case 1 -> options -> options - 1;
      default -> {
        double inclination = Math.exp(2 * random.nextGaussian());
        yield options -> (int) (options * Math.pow(random.nextDouble(), inclination));
      }
    };
  }

  /** Walks through all sequences, the last choice changing first. */
  final class Systematic implements Choices {
    private final List<Integer> chosen = new ArrayList<>();
    private final List<Integer> options = new ArrayList<>();
    private int at;

    @Override
    public int below(int count) {
      if (at == chosen.size()) {
        chosen.add(0);
        options.add(count);
      }
      return chosen.get(at++);
    }

    /** Goes to the next sequence; false after the last. */
    boolean next() {
      at = 0;
      int last =
          IntStream.range(0, chosen.size())
              .filter(i -> chosen.get(i) + 1 < options.get(i))
              .max()
              .orElse(-1);
      chosen.subList(last + 1, chosen.size()).clear();
      options.subList(last + 1, options.size()).clear();
      if (last >= 0) {
        chosen.set(last, chosen.get(last) + 1);
      }
      return last >= 0;
    }
  }
}
