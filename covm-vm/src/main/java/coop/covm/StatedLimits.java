package coop.covm;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run states of its bounds in its commits, so that it can be run again under the same. */
final class StatedLimits {
  private static final String ATOMIC = "atomic";

  private StatedLimits() {}

  /** The limits by name, and {@code atomic} 1 for a run that is one transaction. */
  static Map<String, Long> of(RunOptions options) {
    Map<String, Long> stated = new LinkedHashMap<>(options.limits().stated());
    if (options.atomic()) {
      stated.put(ATOMIC, 1L);
    }
    return stated;
  }

  static boolean isAtomic(Map<String, Long> stated) {
    return stated.getOrDefault(ATOMIC, 0L) == 1;
  }
}
