package coop.covm.storage.tck.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects violations, some of each kind: one fault may break a promise without end. */
final class Violations {
  private static final int MAX_OF_A_KIND = 50;

  private final List<Violation> found = new ArrayList<>();
  private final Map<Anomaly, Integer> counts = new EnumMap<>(Anomaly.class);

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  void add(Anomaly anomaly, String text, Object... arguments) {
    if (counts.merge(anomaly, 1, Integer::sum) <= MAX_OF_A_KIND) {
      found.add(new Violation(anomaly, text.formatted(arguments)));
    }
  }

  List<Violation> found() {
    return List.copyOf(found);
  }
}
