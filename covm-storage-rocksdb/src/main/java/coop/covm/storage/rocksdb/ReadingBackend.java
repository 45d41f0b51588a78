package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendStatistics;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store that was opened for reading: it takes no commits. */
final class ReadingBackend implements StorageBackend {
  private final Path directory;
  private final StorageBackend read;
  private final List<AutoCloseable> resources;
  private volatile boolean closed;

  /**
   * @param read shows what is read
   * @param resources closed with it, in this order
   */
  ReadingBackend(Path directory, StorageBackend read, List<AutoCloseable> resources) {
    this.directory = directory;
    this.read = read;
    this.resources = resources;
  }

  @Override
  public BackendSnapshot snapshot() {
    if (closed) {
      throw Faults.closed(directory);
    }
    return read.snapshot();
  }

  @Override
  public void commit(CommitBatch batch) {
    throw Faults.openedForReading(directory);
  }

  @Override
  public Optional<byte[]> secret(String name) {
    try {
      return OwnerOnlyFile.read(new RealDisk(directory), name);
    } catch (IOException e) {
      throw Faults.failed(directory, "reading " + name, e);
    }
  }

  @Override
  public void seal() {
    throw Faults.openedForReading(directory);
  }

  @Override
  public void compact(Compaction compaction) {
    throw Faults.openedForReading(directory);
  }

  @Override
  public Optional<BackendStatistics> statistics() {
    if (closed) {
      throw Faults.closed(directory);
    }
    return Optional.of(StoreLayout.statistics(directory));
  }

  @Override
  public boolean created() {
    return false;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      StoreOpening.closeAll(resources);
    }
  }
}
