package coop.covm.storage.tck;

import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendStatistics;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.time.Duration;
import java.util.Optional;

/** A backend that hands everything on to another one; subclasses do something else of it. */
abstract class ForwardingBackend implements StorageBackend {
  private final StorageBackend real;

  ForwardingBackend(StorageBackend real) {
    this.real = real;
  }

  @Override
  public BackendSnapshot snapshot() {
    return real.snapshot();
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    real.commit(batch);
  }

  @Override
  public CommitTurn reserve(Duration atMost) {
    return real.reserve(atMost);
  }

  @Override
  public Optional<byte[]> secret(String name) {
    return real.secret(name);
  }

  @Override
  public void keepSecret(String name, byte[] secret) {
    real.keepSecret(name, secret);
  }

  @Override
  public void forgetSecret(String name) {
    real.forgetSecret(name);
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
  public Optional<BackendStatistics> statistics() {
    return real.statistics();
  }

  @Override
  public boolean isShared() {
    return real.isShared();
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
