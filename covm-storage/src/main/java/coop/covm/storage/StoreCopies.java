package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.StorageBackend;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * What a copy of a store's whole history needs of it, which is more than any view shows: commits as
 * they are stored, sealed values sealed. {@code coop.covm.storage.copy} makes the copies. Safe for
 * use by any number of threads.
 */
public final class StoreCopies {
  private final Store store;

  StoreCopies(Store store) {
    this.store = store;
  }

  /**
   * The whole history as of now; close it after use. Where reads are recorded, that all of it was
   * read is noted first, in a commit that is part of what is seen.
   *
   * @throws StorageException {@code AccessDenied} if the caller may not administer the whole store
   */
  public BackendSnapshot history(Caller caller) {
    checkAllowed(caller);
    List<KeyPrefix> recorded = store.policy().recordedReads();
    if (!recorded.isEmpty()) {
      recorded.forEach(namespace -> store.notes().readAll(caller.principal(), namespace));
      store.notes().write();
    }
    return newest();
  }

  /**
   * Lets through who may copy the whole history.
   *
   * @throws StorageException {@code AccessDenied}
   */
  public void checkAllowed(Caller caller) {
    try (StoreView view = store.view(caller)) {
      view.guard().checkEverywhere(Action.ADMIN, "the store as a whole");
    }
  }

  /** The history as of now, for somebody who was let in by {@link #history}. */
  public BackendSnapshot newest() {
    store.checkOpen();
    return store.backend().snapshot();
  }

  /**
   * The keys that were erased, each with the revision that says so last: what stands of the key in
   * commits before it is gone, or is to be.
   */
  public static Map<Key, Long> erasures(BackendSnapshot snapshot) {
    Map<Key, Long> erasures = new HashMap<>();
    StoreView view = new StoreView(snapshot, snapshot.head().revision());
    eachCurrent(
        snapshot,
        SystemKeys.ERASED,
        (key, current) ->
            view.get(key)
                .flatMap(StoreErasure::erased)
                .ifPresent(erased -> erasures.put(erased, current.revision())));
    return erasures;
  }

  /**
   * The newest revision that began or ended encrypting a namespace with other keys, after which
   * commits before it are rewritten; 0 if none did.
   */
  public static long rekeyed(BackendSnapshot snapshot) {
    long[] newest = {0};
    eachCurrent(
        snapshot,
        SystemKeys.ENCRYPTION,
        (_, current) -> newest[0] = Math.max(newest[0], current.revision()));
    return newest[0];
  }

  /** The ids of the master keys that wrap the data keys of the store, in order. */
  public static List<String> masterKeys(BackendSnapshot snapshot) {
    StoreView view = new StoreView(snapshot, snapshot.head().revision());
    return EncryptionPolicy.of(view).all().stream()
        .map(namespace -> namespace.keys().masterKey())
        .distinct()
        .sorted()
        .toList();
  }

  private static void eachCurrent(
      BackendSnapshot snapshot, String area, BiConsumer<Key, CommitIndex.Current> each) {
    try (IndexCursor cursor =
        snapshot.scan(CommitIndex.currentRange(SystemKeys.below(area)), Order.ASCENDING)) {
      while (cursor.next()) {
        Key key = CommitIndex.keyOfCurrent(cursor.key());
        each.accept(key, StoreView.current(key, cursor.value()));
      }
    }
  }

  /** Whether a store is a secured one from this commit on. */
  public static boolean secures(CommitRecord commit) {
    return commit.body().change(StoreSecurity.KEY).isPresent();
  }

  /**
   * Gives the private key that this store signs with to a store that takes its place.
   *
   * @return the name of the key that should have been given and is not there; empty if all is well
   */
  public Optional<String> giveSigningKey(StorageBackend to) {
    Optional<String> name = store.policy().storeKey().map(StoreSecurity::secretOf);
    Optional<byte[]> secret = name.flatMap(store.backend()::secret);
    secret.ifPresent(key -> to.keepSecret(name.orElseThrow(), key));
    return secret.isPresent() ? Optional.empty() : name;
  }

  /** The name of the private key that the store of a history signs with, if it is secured. */
  public static Optional<String> signingKey(BackendSnapshot snapshot) {
    StoreView view = new StoreView(snapshot, snapshot.head().revision());
    return view.get(StoreSecurity.KEY).map(StoreSecurity::storeKey).map(StoreSecurity::secretOf);
  }

  /**
   * Opens what is to become a copy, and makes it if it is not there. No store is opened above it,
   * so what is written there is on the caller.
   *
   * @throws StorageException as {@link Store#open(String, OpenMode, StoreOptions)}
   */
  public static StorageBackend open(String url, StoreOptions options) {
    return StoreUrls.open(url, OpenMode.CREATE, options);
  }

  /**
   * Opens the log of a store that may be damaged, to read what is left. Nobody is asked for rights:
   * what says who may do what may be damaged itself, and whoever can read the files can read them.
   *
   * @throws StorageException {@code StoreUrl}; {@code StoreNotFound}; {@code StoreFormat}; {@code
   *     StoreBusy} if a process has the store that lets no other in
   * @throws IOException if the place cannot be read
   */
  public static DamagedLog damaged(String url, StoreOptions options) throws IOException {
    return StoreUrls.damaged(url, options);
  }

  /** What was kept with {@link #markUnfinished}; empty if the backend is no unfinished copy. */
  public static Optional<byte[]> unfinished(StorageBackend backend) {
    return UnfinishedCopy.mark(backend);
  }

  /**
   * Lets nobody open the store of a backend until {@link #markFinished}. Durable on return.
   *
   * @param mark whatever tells what the copy is of
   */
  public static void markUnfinished(StorageBackend backend, byte[] mark) {
    UnfinishedCopy.put(backend, mark);
  }

  /** Lets everybody open it. Durable on return. */
  public static void markFinished(StorageBackend backend) {
    UnfinishedCopy.remove(backend);
  }

  /**
   * Opens a store for reading and checks it as {@link StoreAudit#verify} does, without any keys.
   *
   * @param progress told the revision that was checked, in order
   * @throws StorageException as {@link Store#open(String, OpenMode, StoreOptions)}
   * @throws InterruptedException if the thread is interrupted
   */
  public static VerificationReport verify(String url, StoreOptions options, LongConsumer progress)
      throws InterruptedException {
    try (StorageBackend backend = StoreUrls.open(url, OpenMode.READ_ONLY, options)) {
      return verify(backend, progress);
    }
  }

  /**
   * Checks a copy as {@link StoreAudit#verify} checks a store, without any keys.
   *
   * @param progress told the revision that was checked, in order
   * @throws InterruptedException if the thread is interrupted
   */
  public static VerificationReport verify(StorageBackend backend, LongConsumer progress)
      throws InterruptedException {
    Keyring nothing = new Keyring(MasterKeys.NONE);
    try (BackendSnapshot snapshot =
        new EncryptedBackend(backend, new Policies(), nothing).snapshot()) {
      return new Verification(snapshot).run(Optional.empty(), progress);
    }
  }
}
