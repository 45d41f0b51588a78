package coop.covm.storage;

import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.KeyText;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.identity.VerifyingKey;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store a secured one, and signs for it. The public half of the store's key stands under
 * {@code system/store}; the private half is a secret of the backend, on the machine that runs the
 * store, and in no commit and no copy of the log. Safe for use by any number of threads.
 */
public final class StoreSecurity {
  static final Key KEY = SystemKeys.of(SystemKeys.STORE);

  private static final String PUBLIC_KEY = "key";

  private final Store store;
  private final StorageBackend backend;
  private final boolean signing;
  private volatile @Nullable SigningKey key;

  /**
   * @param signing whether this process may sign for the store
   */
  StoreSecurity(Store store, StorageBackend backend, boolean signing) {
    this.store = store;
    this.backend = backend;
    this.signing = signing;
  }

  /** Whether only who has an identity, or is everyone, may do what the rules say. */
  public boolean isSecured() {
    return store.policy().isSecured();
  }

  /**
   * Makes an open store a secured one, for good, in one commit: names its first administrator, and
   * gives the store a key of its own.
   *
   * @param by the administrator, with its key
   * @return the revision
   * @throws StorageException {@code StoreFormat} if the store is secured already; {@code
   *     AccessDenied} if {@code by} has no name or no key; {@code StoreReadOnly}; {@code
   *     TransactionConflict}; as of a commit
   */
  public long secure(SessionOptions by) {
    String admin =
        by.caller()
            .principal()
            .orElseThrow(() ->
                Guard.denial(
                    Optional.empty(), "secure", "/", "the first administrator needs a name"));
    SigningKey adminKey =
        by.caller()
            .key()
            .orElseThrow(() ->
                Guard.denial(
                    Optional.of(admin), "secure", "/", "the first administrator needs a key"));
    try (StorageTransaction transaction = store.beginSystem(by)) {
      if (transaction.get(KEY).isPresent()) {
        throw new StorageException(
            StorageError.STORE_FORMAT,
            "the store is secured already; covm identity list shows its administrators");
      }
      SigningKey own = SigningKey.generate();
      backend.keepSecret(secretOf(own.verifyingKey()), KeyText.privatePem(own));
      key = null;
      transaction.set(
          KEY, MapValue.of(Map.of(PUBLIC_KEY, StringValue.of(own.verifyingKey().toString()))));
      Identity identity = new Identity(admin, adminKey.verifyingKey(), Set.of(Role.ADMIN), true);
      transaction.set(Identities.key(admin), Identities.value(identity));
      return transaction.commit().orElseThrow();
    }
  }

  /**
   * @throws StorageException {@code StoreFormat} if the value holds no key
   */
  static VerifyingKey storeKey(Value value) {
    try {
      return VerifyingKey.parse(
          ((StringValue) ((MapValue) value).get(PUBLIC_KEY).orElseThrow()).value());
    } catch (RuntimeException e) {
      throw new StorageException(
          StorageError.STORE_FORMAT, "the key %s holds no key: %s".formatted(KEY, value));
    }
  }

  /**
   * The commit with the store's signature as its newest, if the store is secured.
   *
   * @param policy as of the commit before
   * @throws StorageException {@code StoreKey} if the store's private key is missing or another
   */
  CommitRecord signed(StorePolicy policy, CommitRecord newest) {
    if (!signing || policy.storeKey().isEmpty()) {
      return newest;
    }
    return newest.withHeadSignature(
        signingKey(policy.storeKey().get()).sign(newest.head().statement()));
  }

  /**
   * What the private half of a key is kept as. Named by the key, so that of two who secure a store
   * at once the one that comes too late takes nothing from the other.
   */
  static String secretOf(VerifyingKey key) {
    return "store-%s.key".formatted(Digest.sha256(key.bytes()).toString().substring(0, 16));
  }

  private SigningKey signingKey(VerifyingKey known) {
    SigningKey present = key;
    if (present == null || !present.verifyingKey().equals(known)) {
      present =
          backend
              .secret(secretOf(known))
              .flatMap(StoreSecurity::read)
              .filter(read -> read.verifyingKey().equals(known))
              .orElseThrow(() ->
                  new StorageException(
                      StorageError.STORE_KEY,
                      "the store's own key, %s, is missing or another one; bring it back from where the store was made, or from a backup of the machine"
                          .formatted(secretOf(known)),
                      Map.of("secret", secretOf(known), "key", known.toString()),
                      null));
      key = present;
    }
    return present;
  }

  private static Optional<SigningKey> read(byte[] pem) {
    try {
      return Optional.of(KeyText.readPrivate(pem));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // said as of a key that is not there
    }
  }
}
