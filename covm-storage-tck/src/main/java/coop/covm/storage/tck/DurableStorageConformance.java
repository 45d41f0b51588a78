package coop.covm.storage.tck;

import org.junit.jupiter.api.Nested;

/** What a backend promises that keeps its store beyond its closing. */
public abstract class DurableStorageConformance {
  /** A new, empty place; called at least once by each test. */
  protected abstract BackendPlace newPlace();

  @Nested
  class Durability extends DurabilityTests {
    @Override
    protected BackendPlace newPlace() {
      return DurableStorageConformance.this.newPlace();
    }
  }
}
