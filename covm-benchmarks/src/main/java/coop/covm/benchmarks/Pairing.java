package coop.covm.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets contenders work in turns of one slice, so that whatever else the machine does meets all of
 * them alike, and takes the median of each one's rates. The first turn warms up and does not count.
 */
final class Pairing {
  private final int turns;
  private final long sliceNanos;

  Pairing(int turns, long sliceMillis) {
    this.turns = turns;
    this.sliceNanos = TimeUnit.MILLISECONDS.toNanos(sliceMillis);
  }

  /** Operations a second of each contender, by its name; printed too. */
  Map<String, Double> measure(String title, List<Contender> contenders) throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int turn = 0; turn <= turns; turn++) {
      for (Contender contender : contenders) {
        long start = System.nanoTime();
        long operations = contender.work(sliceNanos);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (turn > 0) {
          rates
              .computeIfAbsent(contender.name(), name -> new ArrayList<>())
              .add(operations / seconds);
        }
      }
    }
    System.out.println(title);
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach((name, measured) -> {
      Collections.sort(measured);
      double median = measured.get(measured.size() / 2);
      medians.put(name, median);
      System.out.printf(
          Locale.ROOT,
          "  %-44s %12s /s  (%s to %s)%n",
          name,
          shown(median),
          shown(measured.getFirst()),
          shown(measured.getLast()));
    });
    return medians;
  }

  /** With enough digits to compare by. */
  private static String shown(double rate) {
    return String.format(Locale.ROOT, rate < 1000 ? "%,.3g" : "%,.0f", rate);
  }
}
