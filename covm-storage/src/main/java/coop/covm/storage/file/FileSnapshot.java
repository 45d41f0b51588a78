package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.index.PersistentIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.io.IOException;
import java.util.Optional;

/** One state of the journal. Commits are read back from the files when they are asked for. */
final class FileSnapshot implements BackendSnapshot {
  private final Disk disk;
  private final RecordReader reader;
  private final JournalState state;
  private volatile boolean closed;

  FileSnapshot(Disk disk, RecordReader reader, JournalState state) {
    this.disk = disk;
    this.reader = reader;
    this.state = state;
  }

  @Override
  public Head head() {
    requireOpen();
    return state.head();
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    requireOpen();
    return state.index().get(key);
  }

  @Override
  public IndexCursor scan(KeyRange range, Order order) {
    requireOpen();
    return new Cursor(state.index().scan(range, order));
  }

  @Override
  public CommitRecord commit(long revision) {
    requireOpen();
    if (revision < 1 || revision > state.head().revision()) {
      throw new IllegalArgumentException(
          "revision %s is not between 1 and %s".formatted(revision, state.head().revision()));
    }
    try {
      return reader.read(state, revision);
    } catch (IOException e) {
      throw Faults.failed(disk.directory(), "reading revision " + revision, e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the snapshot has been closed");
    }
  }

  private final class Cursor implements IndexCursor {
    private final PersistentIndex.Walk walk;

    Cursor(PersistentIndex.Walk walk) {
      this.walk = walk;
    }

    @Override
    public boolean next() {
      requireOpen();
      return walk.next();
    }

    @Override
    public byte[] key() {
      requireOpen();
      return walk.key();
    }

    @Override
    public byte[] value() {
      requireOpen();
      return walk.value();
    }

    @Override
    public void close() {}
  }
}
