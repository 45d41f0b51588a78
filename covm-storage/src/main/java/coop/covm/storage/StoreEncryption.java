package coop.covm.storage;

import coop.covm.storage.encryption.DataKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is encrypted at rest, and with which keys. The values of an encrypted namespace, and the
 * parameters of the runs that change it, stand in the log as AES-256-GCM ciphertexts, each bound to
 * its key and revision; in the index they do not stand at all. Digests, signatures and names of
 * keys are as they would be, so a store verifies without the key.
 *
 * <p>Each namespace has data keys of its own, which stand in the store under {@code
 * system/encryption/NAMESPACE}, wrapped by a master key that the store is opened with ({@link
 * StoreOptions#masterKeys}). The longest namespace that a key lies below counts. In a secured store
 * who may {@code admin} a namespace may encrypt it.
 *
 * <p>Every method throws a {@link StorageException}: {@code AccessDenied}; {@code EncryptionKey} if
 * a master key is not there; {@code InvalidKey} for a namespace of more than 14 segments or under
 * {@code system/}; changes also {@code StoreReadOnly} and {@code TransactionConflict}, and as of a
 * commit.
 */
public final class StoreEncryption {
  private final Store store;

  StoreEncryption(Store store) {
    this.store = store;
  }

  /** The encrypted namespaces that the caller may see, in order. */
  public List<EncryptedNamespace> list(Caller caller) {
    try (StoreView view = store.view(caller)) {
      return List.copyOf(EncryptionPolicy.of(view).all());
    }
  }

  /**
   * Encrypts a namespace with new data keys, under the newest master key: what is committed from
   * now on, and then all that is there, while reads and commits go on. Durable on return;
   * interrupted, it goes on when it is called again. Views and transactions that are open go on.
   *
   * @return what was rewritten; nothing if it is encrypted already
   */
  public EncryptionReport encrypt(KeyPrefix namespace, SessionOptions by) {
    store.checkWritable("nothing can be encrypted");
    SystemRun run = store.systemRun(by);
    run.commit(transaction -> begin(namespace, transaction));
    boolean done =
        store.policy().encryption().of(namespace).map(known -> !known.changing()).orElse(false);
    return done ? EncryptionReport.NOTHING : finish(List.of(namespace), run);
  }

  private void begin(KeyPrefix namespace, StorageTransaction transaction) {
    Key key = EncryptionPolicy.key(namespace);
    transaction.guard().checkAdministers(Optional.of(namespace));
    EncryptionPolicy policy = EncryptionPolicy.of(transaction);
    if (policy.of(namespace).isEmpty()) {
      requireMasterKeys(policy);
      DataKeys keys = DataKeys.create(store.keyring().ids(policy));
      transaction.set(key, changing(namespace, keys).value());
    }
  }

  /**
   * Gives encrypted namespaces new data keys, wrapped by the newest master key, and encrypts with
   * them what is committed from now on, and then all that is there, while reads and commits go on.
   * Afterwards the keys of before, and the master key that wrapped them, are of no use for what the
   * store holds. Durable on return; interrupted, it goes on when it is called again, with keys that
   * are newer still. Other processes that have the store open need the newest master key too.
   *
   * @param namespaces each encrypted
   * @throws StorageException {@code NotEncrypted}
   */
  public EncryptionReport rotate(List<KeyPrefix> namespaces, SessionOptions by) {
    store.checkWritable("no keys can be changed");
    SystemRun run = store.systemRun(by);
    run.commit(transaction -> {
      EncryptionPolicy policy = EncryptionPolicy.of(transaction);
      for (KeyPrefix namespace : namespaces) {
        transaction.guard().checkAdministers(Optional.of(namespace));
        DataKeys keys = store.keyring().of(encrypted(policy, namespace));
        transaction.set(
            EncryptionPolicy.key(namespace),
            changing(namespace, keys.withNewPrimary(store.keyring().ids(policy))).value());
      }
    });
    return finish(namespaces, run);
  }

  private EncryptedNamespace changing(KeyPrefix namespace, DataKeys keys) {
    return new EncryptedNamespace(
        namespace, keys.wrap(store.keyring().newestMaster(), namespace), true);
  }

  private static EncryptedNamespace encrypted(EncryptionPolicy policy, KeyPrefix namespace) {
    return policy
        .of(namespace)
        .orElseThrow(() ->
            new StorageException(
                StorageError.NOT_ENCRYPTED,
                "%s has no data keys of its own; encrypt it first".formatted(namespace)));
  }

  /**
   * So that nobody encrypts one namespace under a master key that is not the store's by mistake.
   */
  private void requireMasterKeys(EncryptionPolicy policy) {
    policy.all().forEach(store.keyring()::of);
  }

  private EncryptionReport finish(List<KeyPrefix> namespaces, SystemRun run) {
    long through = store.revision();
    store.backend().seal(); // so that what was committed before is in files that can be rewritten
    state(namespaces, run, known -> known);
    EncryptionPolicy policy = store.policy().encryption();
    EncryptionReport report = new EncryptionRewrite(store, policy, through).run();
    state(namespaces, run, known -> changed(known, policy));
    return report;
  }

  /**
   * Nothing is encrypted with the keys of before any more; unless somebody else has given other
   * keys meanwhile, who then says so when that is true of them.
   *
   * @param policy by which all was rewritten
   */
  private EncryptedNamespace changed(EncryptedNamespace known, EncryptionPolicy policy) {
    if (!known.keys().equals(encrypted(policy, known.namespace()).keys())) {
      return known;
    }
    DataKeys keys = store.keyring().of(known).primaryOnly();
    KeyPrefix namespace = known.namespace();
    return new EncryptedNamespace(
        namespace, keys.wrap(store.keyring().newestMaster(), namespace), false);
  }

  private static void state(
      List<KeyPrefix> namespaces, SystemRun run, UnaryOperator<EncryptedNamespace> change) {
    run.commit(transaction -> {
      EncryptionPolicy policy = EncryptionPolicy.of(transaction);
      for (KeyPrefix namespace : namespaces) {
        EncryptedNamespace made = change.apply(encrypted(policy, namespace));
        transaction.set(EncryptionPolicy.key(namespace), made.value());
      }
    });
  }
}
