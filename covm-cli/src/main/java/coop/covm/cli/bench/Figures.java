package coop.covm.cli.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one store at one workload.
 *
 * @param store the URL as it was given
 * @param nanos how long it worked
 * @param conflicts how often a transaction was run again because of another
 * @param latencies in nanoseconds, one of each operation, to three digits
 */
public record Figures(
    Workload workload, String store, long nanos, long conflicts, Histogram latencies) {

  public long operations() {
    return latencies.getTotalCount();
  }

  /** Operations a second; 0 if it did not work. */
  public double rate() {
    return nanos == 0 ? 0 : operations() * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  /** As long as so many of a hundred operations took at most, in nanoseconds. */
  public long percentileNanos(double percentile) {
    return operations() == 0 ? 0 : latencies.getValueAtPercentile(percentile);
  }

  /** How long the slowest took, in nanoseconds. */
  public long maxNanos() {
    return latencies.getMaxValue();
  }
}
