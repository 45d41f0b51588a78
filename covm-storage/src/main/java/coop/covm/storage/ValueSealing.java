package coop.covm.storage;

import coop.covm.storage.encryption.DataKeys;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.log.SealedValue;
import coop.covm.storage.log.ValuePlace;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Seals the values of commits as a policy says: what a key is given and what is added to it with
 * the keys of its namespace; the parameters of a run, which is where values come from, with those
 * of the first namespace that the commit changes, or of the first there is.
 */
final class ValueSealing {
  private final EncryptionPolicy policy;
  private final Keyring keyring;

  /** The ids of the keys that encrypt now; found when they are needed. */
  private final Set<Integer> primaries = new HashSet<>();

  /** The ids of all keys that the policy names; found when they are needed. */
  private final Set<Integer> known = new HashSet<>();

  ValueSealing(EncryptionPolicy policy, Keyring keyring) {
    this.policy = policy;
    this.keyring = keyring;
  }

  /**
   * Lets through what can be sealed.
   *
   * @throws StorageException {@code EncryptionKey} if the key is not there
   */
  void check(CommitBody body) {
    if (policy.isEmpty()) {
      return;
    }
    body.changes().stream()
        .filter(change -> change.made().isPresent())
        .forEach(change -> policy.over(change.key()).ifPresent(keyring::of));
    if (!body.run().parameters().isEmpty()) {
      keyring.of(ofParameters(body));
    }
  }

  /** The commit with its values as they are to be stored. */
  CommitRecord sealed(CommitRecord record) {
    return policy.isEmpty()
        ? record
        : record.mapValues((place, value) -> stored(record.body(), place, value));
  }

  /** Whether {@link #sealed} would change nothing. */
  boolean isStoredAsIs(CommitRecord record) {
    boolean[] asIs = {true};
    record.mapValues((place, value) -> {
      asIs[0] &= isStoredAsIs(record.body(), place, value);
      return value;
    });
    return asIs[0];
  }

  private boolean isStoredAsIs(CommitBody body, ValuePlace place, SaltedValue value) {
    Optional<EncryptedNamespace> namespace = namespace(body, place);
    if (namespace.isEmpty() || value.isErased()) {
      return true;
    }
    if (!value.isSealed()) {
      return false;
    }
    int keyId = value.sealed().keyId();
    boolean sealedWell =
        place.role() == ValuePlace.Role.PARAMETER
            ? primaries().contains(keyId)
            : keyring.of(namespace.get()).primaryId() == keyId;
    // A key that the policy does not know is newer than the policy: whoever rewrites by an older
    // one takes nothing back.
    return sealedWell || !known().contains(keyId);
  }

  private Set<Integer> primaries() {
    if (primaries.isEmpty()) {
      policy.all().forEach(namespace -> primaries.add(keyring.of(namespace).primaryId()));
    }
    return primaries;
  }

  private Set<Integer> known() {
    if (known.isEmpty()) {
      known.addAll(keyring.ids(policy));
    }
    return known;
  }

  private SaltedValue stored(CommitBody body, ValuePlace place, SaltedValue value) {
    if (isStoredAsIs(body, place, value)) {
      return value;
    }
    byte[] secret =
        value.isSealed() ? keyring.open(place, value.sealed(), () -> policy) : value.secret();
    DataKeys keys = keyring.of(namespace(body, place).orElseThrow());
    return SaltedValue.sealed(value.digest(), new SealedValue(keys.encrypt(secret, place.text())));
  }

  private Optional<EncryptedNamespace> namespace(CommitBody body, ValuePlace place) {
    return place.role() == ValuePlace.Role.PARAMETER
        ? Optional.of(ofParameters(body))
        : policy.over(Key.parse(place.name()));
  }

  private EncryptedNamespace ofParameters(CommitBody body) {
    return body.changes().stream()
        .flatMap(change -> policy.over(change.key()).stream())
        .findFirst()
        .orElseGet(() -> policy.all().iterator().next());
  }
}
