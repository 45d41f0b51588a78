package coop.covm.storage;

import coop.covm.value.Value;

/** What an open transaction will do to a key. */
public sealed interface PendingChange {
  /** The bytes that the value takes. */
  long byteSize();

  /** Sets it. */
  record Put(Value value) implements PendingChange {
    @Override
    public long byteSize() {
      return value.byteSize();
    }
  }

  /** Removes it, if it is there. */
  record Remove() implements PendingChange {
    @Override
    public long byteSize() {
      return 0;
    }
  }

  /** Adds to what it holds when the transaction commits, 0 if it is missing. */
  record Add(Value amount) implements PendingChange {
    @Override
    public long byteSize() {
      return amount.byteSize();
    }
  }
}
