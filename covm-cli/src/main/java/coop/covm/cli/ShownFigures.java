package coop.covm.cli;

import coop.covm.cli.bench.Figures;
import coop.covm.cli.bench.Settings;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.value.NumberValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How what was measured is shown. */
final class ShownFigures {
  /** What percentiles are told, by their names. */
  private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9");

  private final Settings settings;
  private final List<Figures> figures;
  private final boolean interrupted;

  /**
   * @param figures by workload and then by store; the first store of each is what others are
   *     compared with
   */
  ShownFigures(Settings settings, List<Figures> figures, boolean interrupted) {
    this.settings = settings;
    this.figures = List.copyOf(figures);
    this.interrupted = interrupted;
  }

  /** What was measured, in a line. */
  String settings() {
    return "covm: %s, %s of %s; %s; seed %s%s"
        .formatted(
            Counted.of(settings.sessions(), "session"),
            Counted.of(settings.keys(), "key"),
            Counted.of(settings.valueBytes(), "byte"),
            settings.rate().isPresent()
                ? "%s begin each second, and are timed from when they were due"
                    .formatted(Counted.of(settings.rate().getAsLong(), "operation"))
                : "each begins the next operation when one has ended",
            settings.seed(),
            interrupted ? "; stopped before the end" : "");
  }

  /** The table, with headings. */
  List<String> lines() {
    TextTable table =
        new TextTable(
            "workload",
            "operations",
            "per second",
            "ratio",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            "store");
    for (Figures one : figures) {
      table.row(
          one.workload().label(),
          Counted.grouped(one.operations()),
          rate(one.rate()),
          ratio(one).map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).orElse("-"),
          time(one.percentileNanos(50)),
          time(one.percentileNanos(90)),
          time(one.percentileNanos(99)),
          time(one.percentileNanos(99.9)),
          time(one.maxNanos()),
          one.store());
    }
    return table.lines();
  }

  Json json() {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("interrupted", Json.of(interrupted))
        .with("sessions", Json.of(settings.sessions()))
        .with("keys", Json.of(settings.keys()))
        .with("valueBytes", Json.of(settings.valueBytes()))
        .with(
            "rate", settings.rate().isPresent() ? Json.of(settings.rate().getAsLong()) : Json.NULL)
        .with("seed", Json.of(settings.seed()))
        .with("results", Json.array(figures, this::json))
        .json();
  }

  private Json json(Figures one) {
    JsonObject latency = new JsonObject();
    for (String percentile : PERCENTILES) {
      latency.with("p" + percentile, Json.of(one.percentileNanos(Double.parseDouble(percentile))));
    }
    return new JsonObject()
        .with("workload", Json.of(one.workload().label()))
        .with("store", Json.of(one.store()))
        .with("operations", Json.of(one.operations()))
        .with("conflicts", Json.of(one.conflicts()))
        .with("milliseconds", Json.of(TimeUnit.NANOSECONDS.toMillis(one.nanos())))
        .with("perSecond", Json.of(NumberValue.of(one.rate())))
        .with("ratio", Json.ofOptional(ratio(one), ratio -> Json.of(NumberValue.of(ratio))))
        .with("latencyNanos", latency.with("max", Json.of(one.maxNanos())).json())
        .json();
  }

  /** Its rate as a part of that of the first store at the same workload. */
  private Optional<Double> ratio(Figures one) {
    return figures.stream()
        .filter(other -> other.workload() == one.workload())
        .findFirst()
        .filter(first -> first.rate() > 0)
        .map(first -> one.rate() / first.rate());
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%,.0f", rate);
  }

  /** Three digits at least, in the unit that needs no zeros before them. */
  static String time(long nanos) {
    if (nanos < 1_000_000) {
      return rounded(nanos / 1e3) + " µs";
    }
    return nanos < 1_000_000_000 ? rounded(nanos / 1e6) + " ms" : rounded(nanos / 1e9) + " s";
  }

  private static String rounded(double amount) {
    return String.format(
        Locale.ROOT, amount < 10 ? "%.2f" : amount < 100 ? "%.1f" : "%.0f", amount);
  }
}
