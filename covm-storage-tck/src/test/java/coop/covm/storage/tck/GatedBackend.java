package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A backend in memory with a gate: a write takes until it is opened. */
final class GatedBackend extends ForwardingBackend {
  private volatile CountDownLatch reached = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(1);
  private volatile boolean outOfMemory;
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  /** A gate that is shut, so that the first write waits. */
  GatedBackend() {
    this(true);
  }

  GatedBackend(boolean shut) {
    super(new MemoryBackend());
    if (!shut) {
      open();
    }
  }

  /** The next write waits; to be called while there is none. */
  void shut() {
    reached = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  void awaitFirstWrite() throws InterruptedException {
    reached.await();
  }

  void open() {
    gate.countDown();
  }

  /** From now on every write but those that wait already ends with an error of the platform. */
  void runOutOfMemory() {
    outOfMemory = true;
  }

  /** How many commits each write had. */
  List<Integer> batches() {
    return batches;
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    if (outOfMemory) {
      throw new OutOfMemoryError("a test");
    }
    reached.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the tests", e);
    }
    super.commit(batch);
    batches.add(batch.records().size());
  }
}
