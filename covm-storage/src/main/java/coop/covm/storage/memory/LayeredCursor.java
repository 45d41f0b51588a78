package coop.covm.storage.memory;

import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.IndexCursor;
import java.util.Arrays;

/** Merges two cursors of one order; where both have a key, the upper one's entry counts. */
final class LayeredCursor implements IndexCursor {
  private final IndexCursor upper;
  private final IndexCursor lower;
  private final boolean ascending;

  /** Which of the two stands on an entry that has not been passed yet. */
  private boolean upperHas;

  private boolean lowerHas;
  private boolean started;
  private boolean onUpper;

  LayeredCursor(IndexCursor upper, IndexCursor lower, Order order) {
    this.upper = upper;
    this.lower = lower;
    this.ascending = order == Order.ASCENDING;
  }

  @Override
  public boolean next() {
    if (!started) {
      started = true;
      upperHas = upper.next();
      lowerHas = lower.next();
    } else {
      pass();
    }
    onUpper = upperHas && (!lowerHas || compare() <= 0);
    return upperHas || lowerHas;
  }

  /** Leaves the entry that the cursor stands on, in the lower layer also where it is hidden. */
  private void pass() {
    boolean passLower = lowerHas && (!onUpper || compare() == 0);
    if (onUpper && upperHas) {
      upperHas = upper.next();
    }
    if (passLower) {
      lowerHas = lower.next();
    }
  }

  private int compare() {
    int order = Arrays.compareUnsigned(upper.key(), lower.key());
    return ascending ? order : -order;
  }

  @Override
  public byte[] key() {
    return onUpper ? upper.key() : lower.key();
  }

  @Override
  public byte[] value() {
    return onUpper ? upper.value() : lower.value();
  }

  @Override
  public void close() {
    upper.close();
    lower.close();
  }
}
