package coop.covm.cli.bench;

import java.util.Locale;
import java.util.Optional;

/** What sessions do over and over. */
public enum Workload {
  /** A transaction that sets one key. */
  COMMITS,
  /** A look at the newest revision that reads one key. */
  READS,
  /** A look at the newest revision that reads {@value Operations#SCANNED_KEYS} keys in a row. */
  SCANS,
  /** Eight reads of ten; the others are transactions that read one key and set it. */
  MIXED;

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The workload of this label; empty if there is none. */
  public static Optional<Workload> parse(String label) {
    for (Workload workload : values()) {
      if (workload.label().equals(label)) {
        return Optional.of(workload);
      }
    }
    return Optional.empty();
  }
}
