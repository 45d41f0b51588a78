package coop.covm.storage.repair;

import java.util.ArrayList;
import java.util.List;

/** Damages as they are found; the first are kept, the others counted. */
final class Damages {
  private final List<Damage> kept = new ArrayList<>();
  private long count;

  void add(Damage damage) {
    count++;
    if (kept.size() < DamageReport.MOST_DAMAGES) {
      kept.add(damage);
    }
  }

  void addAll(List<Damage> damages) {
    damages.forEach(this::add);
  }

  List<Damage> kept() {
    return kept;
  }

  long count() {
    return count;
  }
}
