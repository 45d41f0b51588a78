package coop.covm.storage;

import coop.covm.value.Value;

/** What an open transaction will do to a key. */
sealed interface PendingChange {
  /** The bytes that the value takes. */
  long byteSize();

  record Put(Value value) implements PendingChange {
    @Override
    public long byteSize() {
      return value.byteSize();
    }
  }

  record Remove() implements PendingChange {
    @Override
    public long byteSize() {
      return 0;
    }
  }

  record Add(Value amount) implements PendingChange {
    @Override
    public long byteSize() {
      return amount.byteSize();
    }
  }
}
