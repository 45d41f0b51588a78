package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.log.ValuePlace;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.util.Optional;

/** A snapshot whose sealed values are opened when they are asked for, also after it was closed. */
final class EncryptedSnapshot implements BackendSnapshot {
  private final BackendSnapshot snapshot;
  private final EncryptedBackend backend;

  EncryptedSnapshot(BackendSnapshot snapshot, EncryptedBackend backend) {
    this.snapshot = snapshot;
    this.backend = backend;
  }

  @Override
  public Head head() {
    return snapshot.head();
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return snapshot.get(key);
  }

  @Override
  public IndexCursor scan(KeyRange range, Order order) {
    return snapshot.scan(range, order);
  }

  @Override
  public CommitRecord commit(long revision) {
    CommitRecord record = snapshot.commit(revision);
    return record.body().hasSealedValues() ? record.mapValues(this::openable) : record;
  }

  private SaltedValue openable(ValuePlace place, SaltedValue value) {
    if (!value.isSealed()) {
      return value;
    }
    // The newest store may know the keys of before no longer; this snapshot does.
    backend.learn(value.sealed().keyId(), snapshot);
    return SaltedValue.sealed(
        value.digest(), value.sealed().openedBy(sealed -> backend.open(place, sealed)));
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
