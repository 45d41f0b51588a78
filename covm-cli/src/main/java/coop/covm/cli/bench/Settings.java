package coop.covm.cli.bench;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is measured, the same for all stores.
 *
 * @param workloads in the order in which they run
 * @param sessions how many work at once
 * @param valueBytes how long the text is that a key holds
 * @param keys how many keys there are
 * @param length how long each store works at each workload
 * @param rate how many operations a second all sessions of a store begin together; empty: each
 *     begins the next when one has ended
 * @param seed which keys are chosen
 */
public record Settings(
    List<Workload> workloads,
    int sessions,
    int valueBytes,
    int keys,
    Length length,
    OptionalLong rate,
    long seed) {
  public Settings {
    workloads = List.copyOf(workloads);
  }

  /** How long is measured. */
  public sealed interface Length {}

  /** For a time. */
  public record Nanos(long nanos) implements Length {}

  /** So many operations, of all sessions together. */
  public record Count(long operations) implements Length {}
}
