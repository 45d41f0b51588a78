package coop.covm.storage.tck;

import org.junit.jupiter.api.Nested;

/**
 * What every backend promises, each theme a nested class. A subclass gives a place and inherits
 * all.
 */
public abstract class StorageConformance {
  /** A new, empty place; called at least once by each test. */
  protected abstract BackendPlace newPlace();

  @Nested
  class Reading extends ReadingTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Transactions extends TransactionTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Increments extends IncrementTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class History extends HistoryTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Sessions extends SessionTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Snapshots extends SnapshotTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Failures extends FailureTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Watching extends WatchTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Concurrency extends ConcurrencyTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Cache extends CacheTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Access extends AccessTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class AccessOfAll extends AccessMatrixTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Revocation extends RevocationTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class KeysOfAccess extends AccessKeyTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Quotas extends QuotaTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class ForgedHistory extends ForgedHistoryTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Exchange extends ExchangeTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Migrations extends MigrationTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }

  @Nested
  class Backups extends BackupTests {
    @Override
    protected BackendPlace newPlace() {
      return StorageConformance.this.newPlace();
    }
  }
}
