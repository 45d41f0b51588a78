package coop.covm.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures that a suite ends with, in the order in which they were measured. */
final class Figures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.put(name, value);
  }

  /** Adds how often one contender did something while the other did it once. */
  void addRatio(String name, Map<String, Double> rates, String of, String to) {
    add(name, rate(rates, of) / rate(rates, to));
  }

  static double rate(Map<String, Double> rates, String name) {
    return rates.getOrDefault(name, Double.NaN);
  }

  void print() {
    values.forEach((name, value) -> System.out.printf(Locale.ROOT, "ratio %s %.2f%n", name, value));
  }
}
