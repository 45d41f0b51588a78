package coop.covm.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engines are measured with, as somebody writes it in Java: numbers are {@code double}, as
 * in the language.
 */
enum Kernel {
  FIB("fib", 832040),
  INCREMENT("increment", 100_000_000),
  PRIMES("primes", 17984),
  TALLY("tally", 124532);

  private final String title;
  private final double result;

  Kernel(String title, double result) {
    this.title = title;
    this.result = result;
  }

  /** Its name in ratios, and of its files in the other languages. */
  String title() {
    return title;
  }

  double runInJava() {
    return switch (this) {
      case FIB -> fib(30);
      case INCREMENT -> increment();
      case PRIMES -> primes();
      case TALLY -> tally();
    };
  }

  /** What every contender must come to. */
  double result() {
    return result;
  }

  private static double fib(double n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  private static double increment() {
    double x = 0;
    while (x < 100_000_000) {
      x = x + 1;
    }
    return x;
  }

  private static double primes() {
    double count = 0;
    double n = 2;
    while (n < 200_000) {
      double d = 2;
      boolean prime = true;
      while (d * d <= n) {
        if (n % d == 0) {
          prime = false;
          break;
        }
        d = d + 1;
      }
      if (prime) {
        count = count + 1;
      }
      n = n + 1;
    }
    return count;
  }

  private static double tally() {
    List<String> names = List.of("ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal");
    Map<String, Double> tally = new LinkedHashMap<>();
    names.forEach(name -> tally.put(name, 0.0));
    double seed = 1;
    for (int i = 0; i < 1_000_000; i++) {
      seed = seed * 16807 % 2147483647;
      String vote = names.get((int) (seed % 8));
      tally.put(vote, tally.getOrDefault(vote, 0.0) + 1);
    }
    return tally.getOrDefault("ada", 0.0);
  }
}
