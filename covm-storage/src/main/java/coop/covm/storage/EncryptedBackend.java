package coop.covm.storage;

import coop.covm.storage.log.SealedValue;
import coop.covm.storage.log.ValuePlace;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendStatistics;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.time.Duration;
import java.util.Optional;

/**
 * Where encryption stands: what goes through here to a backend is sealed as the policy of the store
 * says, and what comes back can be opened. Nothing above knows sealed values from others, and
 * nothing below sees a value that is to be encrypted.
 */
final class EncryptedBackend implements StorageBackend {
  private final StorageBackend backend;
  private final Policies policies;
  private final Keyring keyring;

  EncryptedBackend(StorageBackend backend, Policies policies, Keyring keyring) {
    this.backend = backend;
    this.policies = policies;
    this.keyring = keyring;
  }

  Keyring keyring() {
    return keyring;
  }

  @Override
  public BackendSnapshot snapshot() {
    return new EncryptedSnapshot(backend.snapshot(), this);
  }

  @Override
  public void commit(CommitBatch batch) throws HeadMovedException {
    ValueSealing sealing;
    try (BackendSnapshot newest = backend.snapshot()) {
      // If that is not the head which the batch expects, the backend refuses it.
      sealing = new ValueSealing(policies.at(newest).encryption(), keyring);
    }
    backend.commit(
        new CommitBatch(
            batch.expectedHead(), batch.records().stream().map(sealing::sealed).toList()));
  }

  byte[] open(ValuePlace place, SealedValue sealed) {
    return keyring.open(
        place,
        sealed,
        () -> {
          try (BackendSnapshot newest = backend.snapshot()) {
            return policies.at(newest).encryption();
          }
        });
  }

  /** Unwraps the data keys that a snapshot names, if a key is not known yet. */
  void learn(int keyId, BackendSnapshot snapshot) {
    if (!keyring.knows(keyId)) {
      keyring.learn(policies.at(snapshot).encryption());
    }
  }

  @Override
  public CommitTurn reserve(Duration atMost) {
    return backend.reserve(atMost);
  }

  @Override
  public Optional<byte[]> secret(String name) {
    return backend.secret(name);
  }

  @Override
  public void keepSecret(String name, byte[] secret) {
    backend.keepSecret(name, secret);
  }

  @Override
  public void forgetSecret(String name) {
    backend.forgetSecret(name);
  }

  @Override
  public void seal() {
    backend.seal();
  }

  @Override
  public void compact(Compaction compaction) {
    backend.compact(compaction);
  }

  @Override
  public Optional<BackendStatistics> statistics() {
    return backend.statistics();
  }

  @Override
  public boolean isShared() {
    return backend.isShared();
  }

  @Override
  public boolean created() {
    return backend.created();
  }

  @Override
  public void close() {
    backend.close();
  }
}
