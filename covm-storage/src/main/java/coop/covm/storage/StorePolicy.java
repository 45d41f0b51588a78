package coop.covm.storage;

import coop.covm.storage.access.AccessPolicy;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a store says of itself as of a revision: whether it is secured, who may do what, how much a
 * namespace may hold, which reads are recorded, what is encrypted. Safe for use by any number of
 * threads.
 */
final class StorePolicy {
  /** A store that says nothing: whoever has it may do all. */
  static final StorePolicy OPEN =
      new StorePolicy(
          0,
          Optional.empty(),
          new AccessPolicy(List.of()),
          QuotaPolicy.NONE,
          List.of(),
          EncryptionPolicy.NONE);

  private static final int MOST_IDENTITIES = 10_000;

  private final long revision;
  private final Optional<VerifyingKey> storeKey;
  private final AccessPolicy access;
  private final QuotaPolicy quotas;
  private final List<KeyPrefix> recordedReads;
  private final EncryptionPolicy encryption;

  /** As they are asked for. */
  private final Map<String, Optional<Identity>> identities = new ConcurrentHashMap<>();

  private StorePolicy(
      long revision,
      Optional<VerifyingKey> storeKey,
      AccessPolicy access,
      QuotaPolicy quotas,
      List<KeyPrefix> recordedReads,
      EncryptionPolicy encryption) {
    this.revision = revision;
    this.storeKey = storeKey;
    this.access = access;
    this.quotas = quotas;
    this.recordedReads = recordedReads;
    this.encryption = encryption;
  }

  /**
   * @param revision the last that changed a policy, not after the view
   * @param view not guarded
   */
  static StorePolicy of(long revision, PolicySource view) {
    return new StorePolicy(
        revision,
        view.get(StoreSecurity.KEY).map(StoreSecurity::storeKey),
        new AccessPolicy(rules(view)),
        QuotaPolicy.of(view),
        ReadRecording.namespaces(view),
        EncryptionPolicy.of(view));
  }

  private static List<AccessRule> rules(PolicySource view) {
    List<AccessRule> rules = new ArrayList<>();
    Key whole = SystemKeys.of(SystemKeys.ACCESS);
    view.get(whole).ifPresent(value -> rules.addAll(AccessRules.read(whole, value)));
    for (Key key : view.listKeys(SystemKeys.below(SystemKeys.ACCESS))) {
      view.get(key).ifPresent(value -> rules.addAll(AccessRules.read(key, value)));
    }
    return rules;
  }

  /** The last revision that changed a policy; 0 if none did. */
  long revision() {
    return revision;
  }

  /** Whether only who has an identity, or is everyone, may do what the rules say. */
  boolean isSecured() {
    return storeKey.isPresent();
  }

  /** What verifies the store's signatures, if it is secured. */
  Optional<VerifyingKey> storeKey() {
    return storeKey;
  }

  AccessPolicy access() {
    return access;
  }

  QuotaPolicy quotas() {
    return quotas;
  }

  /** Where reads are recorded. */
  List<KeyPrefix> recordedReads() {
    return recordedReads;
  }

  EncryptionPolicy encryption() {
    return encryption;
  }

  /**
   * The identity of a member.
   *
   * @param view not guarded, of a revision as of which this policy counts
   */
  Optional<Identity> identity(String member, PolicySource view) {
    Optional<Identity> known = identities.get(member);
    if (known != null) {
      return known;
    }
    Optional<Identity> found = Identities.find(view, member);
    if (identities.size() >= MOST_IDENTITIES) {
      identities.clear();
    }
    identities.put(member, found);
    return found;
  }
}
