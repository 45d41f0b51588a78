package coop.covm.storage.tck;

import org.junit.jupiter.api.Nested;

/**
 * What a backend promises whose place several processes may share; here it is opened several times
 * in one.
 */
public abstract class SharedStorageConformance {
  /** A new, empty place; called at least once by each test. */
  protected abstract BackendPlace newPlace();

  @Nested
  class Sharing extends SharingTests {
    @Override
    protected BackendPlace newPlace() {
      return SharedStorageConformance.this.newPlace();
    }
  }
}
