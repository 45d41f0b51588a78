package coop.covm.storage.tck;

import org.junit.jupiter.api.Nested;

/** What a backend promises whose log is its own, so that its history can be compacted. */
public abstract class CompactableStorageConformance {
  /** A new, empty place; called at least once by each test. */
  protected abstract BackendPlace newPlace();

  @Nested
  class Compacting extends CompactionTests {
    @Override
    protected BackendPlace newPlace() {
      return CompactableStorageConformance.this.newPlace();
    }
  }

  @Nested
  class Erasure extends ErasureTests {
    @Override
    protected BackendPlace newPlace() {
      return CompactableStorageConformance.this.newPlace();
    }
  }

  @Nested
  class Encryption extends EncryptionTests {
    @Override
    protected BackendPlace newPlace() {
      return CompactableStorageConformance.this.newPlace();
    }
  }

  @Nested
  class KeyRotation extends KeyRotationTests {
    @Override
    protected BackendPlace newPlace() {
      return CompactableStorageConformance.this.newPlace();
    }
  }

  @Nested
  class RewrittenCopies extends RewrittenCopyTests {
    @Override
    protected BackendPlace newPlace() {
      return CompactableStorageConformance.this.newPlace();
    }
  }
}
