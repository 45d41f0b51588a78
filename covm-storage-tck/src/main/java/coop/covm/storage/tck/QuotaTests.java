package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.INVALID_KEY;
import static coop.covm.storage.StorageError.QUOTA_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.error.CovmException;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreQuotas.Use;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.value.Value;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A quota is exact, inside the commit, and hierarchical. */
public abstract class QuotaTests extends StoreTesting {
  private static final KeyPrefix ACME = KeyPrefix.parse("org/acme");

  @Test
  void aCommitThatPassesAQuotaFailsWholeAndSaysWhich() {
    Store store = newStore();
    store.quotas().set(ACME, keysAtMost(2), options("admin"));
    try (Session session = store.session(options("alice"))) {
      session.set(key("org/acme/a"), number(1));
      session.begin(1);
      session.set(key("org/acme/b"), number(1));
      session.set(key("org/acme/c"), number(1));
      session.set(key("org/other/c"), number(1));
      CovmException refused = assertFails(QUOTA_EXCEEDED, session::commit);
      assertThat(refused)
          .hasMessage("org/acme may hold 2 keys and holds 1; this commit would make it 3");
      assertThat(refused.facts())
          .containsEntry("namespace", "org/acme")
          .containsEntry("limit", "2 keys")
          .containsEntry("use", "1")
          .containsEntry("need", "3");
      assertThat(session.get(key("org/other/c"))).isEmpty();
      session.set(key("org/acme/b"), number(1));
      assertFails(QUOTA_EXCEEDED, () -> session.set(key("org/acme/c"), number(1)));
      session.set(key("org/acme/b"), text("another value is no other key"));
      session.delete(key("org/acme/a"));
      session.set(key("org/acme/c"), number(1));
    }
    assertExact(store, ACME);
  }

  @Test
  void bytesAreThoseOfKeysAndValues() {
    Store store = newStore();
    store.quotas().set(ACME, bytesAtMost(30), options("admin"));
    put(store, "org/acme/a", text("0123456789")); // 10 and 12
    assertThat(use(store, ACME).bytes()).isEqualTo(22);
    assertFails(QUOTA_EXCEEDED, () -> put(store, "org/acme/a", text("012345678901234567A")));
    put(store, "org/acme/a", text("012345678901234567"));
    assertThat(use(store, ACME).bytes()).isEqualTo(30);
    assertFails(QUOTA_EXCEEDED, () -> add(store, "org/acme/b", number(1)));
    assertExact(store, ACME);
  }

  @Test
  void aKeyCountsAtEveryNamespaceAboveIt() {
    Store store = newStore();
    put(store, "org/acme/a/x", number(1));
    store.quotas().set(prefix("org"), keysAtMost(3), options("admin"));
    store.quotas().set(prefix("org/acme/a"), keysAtMost(2), options("admin"));
    put(store, "org/acme/a/y", number(1));
    assertFails(QUOTA_EXCEEDED, () -> put(store, "org/acme/a/z", number(1)));
    put(store, "org/acme/b/z", number(1));
    assertFails(QUOTA_EXCEEDED, () -> put(store, "org/other/z", number(1)));
    put(store, "vote/z", number(1));
    assertExact(store, prefix("org"));
    assertExact(store, prefix("org/acme/a"));
  }

  @Test
  void aQuotaBelowWhatIsTakenLetsThroughWhatTakesLess() {
    Store store = newStore();
    for (int i = 0; i < 5; i++) {
      put(store, "org/acme/k" + i, number(i));
    }
    store.quotas().set(ACME, keysAtMost(2), options("admin"));
    assertThat(use(store, ACME).keys()).isEqualTo(5);
    put(store, "org/acme/k1", number(7));
    assertFails(QUOTA_EXCEEDED, () -> put(store, "org/acme/k9", number(1)));
    remove(store, "org/acme/k1");
    assertExact(store, ACME);
  }

  @Test
  void aQuotaIsTakenBackAndSetAgainWithTheUseOfThen() {
    Store store = newStore();
    store.quotas().set(ACME, keysAtMost(1), options("admin"));
    assertThat(store.quotas().set(ACME, keysAtMost(1), options("admin"))).isEmpty();
    put(store, "org/acme/a", number(1));
    assertThat(store.quotas().clear(ACME, options("admin"))).isPresent();
    assertThat(store.quotas().clear(ACME, options("admin"))).isEmpty();
    assertThat(store.quotas().list(Caller.NOBODY)).isEmpty();
    put(store, "org/acme/b", number(1));
    put(store, "org/acme/c", number(1));
    store.quotas().set(ACME, keysAtMost(3), options("admin"));
    assertThat(use(store, ACME).keys()).isEqualTo(3);
    assertFails(QUOTA_EXCEEDED, () -> put(store, "org/acme/d", number(1)));
  }

  @Test
  void theSystemHasNoQuota() {
    Store store = newStore();
    assertFails(
        INVALID_KEY, () -> store.quotas().set(prefix("system"), keysAtMost(1), options("admin")));
  }

  @Test
  void nobodyRaisesTheOwnQuota() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("alice");
    store.quotas().set(prefix("member/alice"), keysAtMost(1), members.as("root"));
    assertFails(
        ACCESS_DENIED,
        () -> store.quotas().set(prefix("member/alice"), keysAtMost(9), members.as("alice")));
    assertFails(
        ACCESS_DENIED, () -> store.quotas().clear(prefix("member/alice"), members.as("alice")));
    store.quotas().set(prefix("member/alice/photos"), keysAtMost(1), members.as("alice"));
  }

  @Test
  void useIsExactAfterManyOperations() {
    long seed = System.nanoTime();
    System.out.println("QuotaTests: seed " + seed);
    Random random = new Random(seed);
    Store store = newStore();
    List<KeyPrefix> namespaces = List.of(prefix("org"), ACME, prefix("org/acme/x"));
    store.quotas().set(namespaces.get(0), keysAtMost(30), options("admin"));
    store.quotas().set(namespaces.get(1), bytesAtMost(600), options("admin"));
    store.quotas().set(namespaces.get(2), keysAtMost(8), options("admin"));
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      try (StorageTransaction transaction = store.begin(options("alice"))) {
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
          change(transaction, random);
        }
        if (random.nextInt(5) > 0) {
          transaction.commit();
        }
      } catch (StorageException e) {
        assertThat(e.code()).isEqualTo(QUOTA_EXCEEDED);
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isPositive();
    namespaces.forEach(namespace -> assertExact(store, namespace));
  }

  @Test
  void useIsExactAfterTenThousandConcurrentOperations() throws Exception {
    long seed = System.nanoTime();
    System.out.println("QuotaTests: seed " + seed);
    Store store = newStore();
    QuotaCampaign campaign = new QuotaCampaign(store);
    for (int i = 0; i < 5; i++) {
      campaign.run(seed + 100L * i, 2_000);
      QuotaCampaign.assertExact(store, "seed " + seed + ", part " + i);
    }
    assertThat(campaign.exceeded).hasPositiveValue();
    assertThat(campaign.conflicts).hasPositiveValue();
    assertThat(campaign.rollbacks).hasPositiveValue();
  }

  private static void change(StorageTransaction transaction, Random random) {
    String place = List.of("org/acme/x/", "org/acme/y/", "org/z/").get(random.nextInt(3));
    Key key = key(place + random.nextInt(15));
    switch (random.nextInt(4)) {
      case 0 -> transaction.delete(key);
      case 1 -> transaction.set(key, text("v".repeat(random.nextInt(40))));
      default -> transaction.set(key, number(random.nextInt(1000)));
    }
  }

  private static Quota keysAtMost(long keys) {
    return new Quota(OptionalLong.of(keys), OptionalLong.empty());
  }

  private static Quota bytesAtMost(long bytes) {
    return new Quota(OptionalLong.empty(), OptionalLong.of(bytes));
  }

  private static NamespaceUse use(Store store, KeyPrefix namespace) {
    return store.quotas().list(Caller.NOBODY).stream()
        .map(Use::taken)
        .filter(taken -> taken.namespace().equals(namespace))
        .findAny()
        .orElseThrow();
  }

  private static void assertExact(Store store, KeyPrefix namespace) {
    long keys = 0;
    long bytes = 0;
    try (StoreView view = store.view()) {
      for (Key key : view.listKeys(namespace)) {
        Value value = view.get(key).orElseThrow();
        keys++;
        bytes += key.utf8().length + CanonicalJson.utf8(value).length;
      }
    }
    assertThat(use(store, namespace)).isEqualTo(new NamespaceUse(namespace, keys, bytes));
  }
}
