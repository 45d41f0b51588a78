package coop.covm.storage.tck;

import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A backend in memory whose first write takes until the gate is opened. */
final class GatedBackend implements StorageBackend {
  private final MemoryBackend real = new MemoryBackend();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile boolean outOfMemory;
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

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
  public BackendSnapshot snapshot() {
    return real.snapshot();
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
    real.commit(batch);
    batches.add(batch.records().size());
  }

  @Override
  public void seal() {
    real.seal();
  }

  @Override
  public void compact(Compaction compaction) {
    real.compact(compaction);
  }

  @Override
  public boolean created() {
    return real.created();
  }

  @Override
  public void close() {
    real.close();
  }
}
