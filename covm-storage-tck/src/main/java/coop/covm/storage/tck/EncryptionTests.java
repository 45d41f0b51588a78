package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.ENCRYPTION_KEY;
import static coop.covm.storage.StorageError.INVALID_KEY;
import static coop.covm.storage.StorageError.NOT_ENCRYPTED;
import static coop.covm.storage.StorageError.STORE_DAMAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import coop.covm.storage.EncryptedNamespace;
import coop.covm.storage.Finding;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Quota;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.Version;
import coop.covm.storage.access.Action;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.log.SealedValue;
import coop.covm.storage.log.ValuePlace;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is encrypted at rest is read by who has the key, and by nobody else. */
public abstract class EncryptionTests extends StoreTesting {
  private static final KeyPrefix ACME = KeyPrefix.parse("org/acme");

  private final MasterKey master = MasterKey.generate();

  @Test
  void whatIsCommittedLaterIsSealedBelowAndReadAbove() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    store.encryption().encrypt(ACME, options("admin"));
    put(store, "org/acme/budget", number(100));
    add(store, "org/acme/budget", number(5));
    put(store, "org/other/budget", number(7));
    put(store, "org/acme/name", text("Acme"));
    remove(store, "org/acme/name");
    assertThat(read(store, "org/acme/budget")).contains(number(105));
    try (StoreView view = store.view()) {
      assertThat(view.versions(key("org/acme/budget")).stream().map(Version::value))
          .containsExactly(Optional.of(number(100)), Optional.of(number(105)));
      assertThat(view.contains(key("org/acme/budget"))).isTrue();
      assertThat(view.contains(key("org/acme/name"))).isFalse();
      assertThat(view.listKeys(prefix("org")))
          .isEqualTo(keys("org/acme/budget", "org/other/budget"));
      long first = view.versions(key("org/acme/budget")).getFirst().revision();
      assertThat(view.getAt(key("org/acme/budget"), first)).contains(number(100));
    }
    assertThat(open(backend, "org/acme")).isEmpty();
    assertThat(open(backend, "org/other")).containsExactly("org/other/budget");
  }

  @Test
  void whatWasThereBeforeIsSealedToo() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    for (int i = 0; i < 30; i++) {
      put(store, "org/acme/k" + i % 7, number(i));
      put(store, "org/other/k" + i % 7, number(i));
    }
    run(store, "org/acme/vote", "secret-choice");
    List<Digest> digests = digests(backend);
    assertThat(store.encryption().encrypt(ACME, options("admin")).commits()).isEqualTo(31);
    assertThat(open(backend, "org/acme")).isEmpty();
    assertThat(openParameters(backend)).isEmpty();
    assertThat(open(backend, "org/other")).hasSize(30);
    assertThat(digests(backend)).startsWith(digests.toArray(Digest[]::new));
    for (Store reader : List.of(store, over(backend, keys(master)))) {
      try (StoreView view = reader.view()) {
        assertThat(view.get(key("org/acme/k1"))).contains(number(29));
        assertThat(view.versions(key("org/acme/k1"))).hasSize(5);
        assertThat(parameter(view, 61)).contains(text("secret-choice"));
      }
      assertSound(reader);
    }
    assertThat(store.encryption().list(options("admin").caller()))
        .extracting(EncryptedNamespace::namespace, EncryptedNamespace::changing)
        .containsExactly(tuple(ACME, false));
    assertThat(store.encryption().encrypt(ACME, options("admin")).commits()).isZero();
  }

  @Test
  void withoutTheKeyTheRestOfTheStoreGoesOn() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    put(store, "org/acme/name", text("Acme"));
    put(store, "org/acme/gone", text("Acme"));
    store.encryption().encrypt(ACME, options("admin"));
    Store closed = over(backend, MasterKeys.NONE);
    assertFails(ENCRYPTION_KEY, () -> read(closed, "org/acme/name"));
    assertFails(ENCRYPTION_KEY, () -> put(closed, "org/acme/name", text("x")));
    assertFails(ENCRYPTION_KEY, () -> add(closed, "org/acme/count", number(1)));
    put(closed, "org/other/name", text("Other"));
    assertThat(read(closed, "org/other/name")).contains(text("Other"));
    try (StoreView view = closed.view()) {
      assertThat(view.listKeys(ACME)).hasSize(2);
      assertThat(view.contains(key("org/acme/name"))).isTrue();
      assertThat(view.revisionAt(Long.MAX_VALUE)).isEqualTo(view.revision());
      assertFails(ENCRYPTION_KEY, () -> view.getAt(key("org/acme/name"), view.revision()));
    }
    closed.erasure().erase(key("org/acme/gone"), "asked", options("admin"));
    assertThat(read(over(backend, keys(master)), "org/acme/gone")).isEmpty();
    VerificationReport report = verify(closed);
    assertThat(report.findings()).isEmpty();
    assertThat(report.sealed()).isEqualTo(1);
    assertThat(verify(store).sealed()).isZero();
  }

  @Test
  void anotherKeyIsToldFromTheStores() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    put(store, "org/acme/name", text("Acme"));
    store.encryption().encrypt(ACME, options("admin"));
    MasterKey other = MasterKey.generate();
    Store wrong = over(backend, keys(other));
    assertThat(assertFails(ENCRYPTION_KEY, () -> read(wrong, "org/acme/name")))
        .hasMessage(
            "org/acme is encrypted under the master key %s, and what was given is %s",
            master.id(), other.id());
    // Nobody encrypts the next namespace under a key that was given by mistake.
    assertFails(ENCRYPTION_KEY, () -> wrong.encryption().encrypt(prefix("vote"), options("admin")));
    assertFails(
        ENCRYPTION_KEY,
        () -> over(backend(), MasterKeys.NONE).encryption().encrypt(ACME, options("admin")));
  }

  @Test
  void theLongestNamespaceCounts() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    put(store, "org/acme/secret/a", number(1));
    put(store, "org/acme/b", number(2));
    put(store, "org/zeta/c", number(3));
    store.encryption().encrypt(prefix("org"), options("admin"));
    store.encryption().encrypt(prefix("org/acme/secret"), options("admin"));
    put(store, "org/acme/secret/d", number(4));
    put(store, "org/acme/e", number(5));
    assertThat(open(backend, "org")).isEmpty();
    assertThat(keyIds(backend, "org/acme/secret")).hasSize(1);
    assertThat(keyIds(backend, "org/acme")).hasSize(2);
    assertThat(keyIds(backend, "org")).hasSize(2);
    for (String name : List.of("org/acme/secret/a", "org/acme/b", "org/zeta/c")) {
      assertThat(read(over(backend, keys(master)), name)).isPresent();
    }
    assertFails(
        INVALID_KEY, () -> store.encryption().encrypt(prefix("system/access"), options("admin")));
    assertFails(
        NOT_ENCRYPTED,
        () -> store.encryption().rotate(List.of(prefix("org/acme")), options("admin")));
  }

  @Test
  void newKeysTakeTheOldOnesPlace() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    put(store, "org/acme/a", number(1));
    store.encryption().encrypt(ACME, options("admin"));
    put(store, "org/acme/a", number(2));
    run(store, "org/acme/vote", "yes");
    Set<Integer> before = keyIds(backend, "org/acme");
    MasterKey newer = MasterKey.generate();
    try (StoreView old = store.view()) {
      Store rotating = over(backend, keys(newer, master));
      assertThat(rotating.encryption().rotate(List.of(ACME), options("admin")).commits())
          .isEqualTo(3);
      assertThat(keyIds(backend, "org/acme")).hasSize(1).doesNotContainAnyElementsOf(before);
      assertThat(read(over(backend, keys(newer)), "org/acme/a")).contains(number(2));
      assertFails(ENCRYPTION_KEY, () -> read(over(backend, keys(master)), "org/acme/a"));
      assertFails(ENCRYPTION_KEY, () -> old.getAt(key("org/acme/a"), 1));
      assertThat(rotating.view().getAt(key("org/acme/a"), 1)).contains(number(1));
      assertSound(rotating);
    }
    try (StoreView old = over(backend, keys(newer)).view()) {
      Store rotating = over(backend, keys(newer));
      rotating.encryption().rotate(List.of(ACME), options("admin"));
      assertThat(old.getAt(key("org/acme/a"), 1)).contains(number(1));
    }
  }

  @Test
  void whatIsSealedForOnePlaceIsDamageInAnother() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    store.encryption().encrypt(ACME, options("admin"));
    put(store, "org/acme/a", number(1));
    put(store, "org/acme/b", number(2));
    put(store, "org/acme/a", number(3));
    List<CommitRecord> records = records(backend);
    int first = records.size() - 3;
    for (int other : List.of(first + 1, first + 2)) {
      SaltedValue value = records.get(other).body().changes().getFirst().made().orElseThrow();
      assertDamage(records, first, mine -> SaltedValue.sealed(mine.digest(), value.sealed()));
    }
    assertDamage(records, first, mine -> SaltedValue.sealed(mine.digest(), flipped(mine)));
  }

  private void assertDamage(List<CommitRecord> records, int at, UnaryOperator<SaltedValue> forgery)
      throws Exception {
    List<CommitRecord> forged = new ArrayList<>(records);
    forged.set(at, records.get(at).mapValues((_, value) -> forgery.apply(value)));
    StorageBackend backend = backend();
    backend.commit(new CommitBatch(0, forged));
    Store store = over(backend, keys(master));
    assertFails(STORE_DAMAGED, () -> store.view().getAt(key("org/acme/a"), at + 1));
    assertThat(verify(store).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.VALUE);
          assertThat(finding.revision()).isEqualTo(at + 1);
          assertThat(finding.key()).contains(key("org/acme/a"));
        });
  }

  private static SealedValue flipped(SaltedValue value) {
    byte[] bytes = value.sealed().bytes();
    bytes[bytes.length - 1] ^= 1;
    return new SealedValue(bytes);
  }

  @Test
  void whatWasInterruptedGoesOnWhenItIsCalledAgain() throws Exception {
    for (int failing = 1; failing <= 2; failing++) {
      StorageBackend backend = backend();
      InterruptedCompaction interrupted = new InterruptedCompaction(backend, failing);
      Store store = over(interrupted, keys(master));
      put(store, "org/acme/a", number(1));
      put(store, "org/acme/a", number(2));
      assertThat(catchThrowable(() -> store.encryption().encrypt(ACME, options("admin"))))
          .isInstanceOf(InterruptedCompaction.Interrupted.class);
      assertThat(read(store, "org/acme/a")).contains(number(2));
      put(store, "org/acme/b", number(3));
      assertSound(store);
      store.encryption().encrypt(ACME, options("admin"));
      assertThat(open(backend, "org/acme")).isEmpty();
      assertThat(read(over(backend, keys(master)), "org/acme/a")).contains(number(2));
      assertSound(over(backend, keys(master)));
    }
  }

  @Test
  void twoWhoChangeKeysAtOnceLoseNothing() throws Exception {
    for (boolean before : List.of(true, false)) {
      StorageBackend backend = backend();
      Store other = over(backend, keys(master));
      put(other, "org/acme/a", number(1));
      run(other, "org/acme/vote", "yes");
      other.encryption().encrypt(ACME, options("admin"));
      MeetingCompaction meeting =
          new MeetingCompaction(
              backend, before, () -> other.encryption().rotate(List.of(ACME), options("other")));
      Store store = over(meeting, keys(master));
      store.encryption().rotate(List.of(ACME), options("admin"));
      put(store, "org/acme/a", number(2));
      Store again = over(backend, keys(master));
      try (StoreView view = again.view()) {
        assertThat(view.getAt(key("org/acme/a"), 1)).contains(number(1));
        assertThat(view.get(key("org/acme/a"))).contains(number(2));
        assertThat(view.get(key("org/acme/vote"))).contains(text("yes"));
        assertThat(parameter(view, 2)).contains(text("yes"));
      }
      assertThat(keyIds(backend, "org/acme")).hasSize(1);
      assertSound(again);
    }
  }

  @Test
  void whoAdministersANamespaceMayEncryptIt() throws Exception {
    Store store = over(backend(), keys(master));
    Members members = Members.secure(store);
    members.add("ana");
    members.add("bo");
    members.grant("member:ana", "org/acme", Action.ADMIN);
    assertFails(ACCESS_DENIED, () -> store.encryption().encrypt(ACME, members.as("bo")));
    assertFails(ACCESS_DENIED, () -> store.encryption().encrypt(prefix("org"), members.as("ana")));
    store.encryption().encrypt(ACME, members.as("ana"));
    assertFails(ACCESS_DENIED, () -> store.encryption().rotate(List.of(ACME), members.as("bo")));
    store.encryption().rotate(List.of(ACME), members.as("ana"));
    assertThat(
            store
                .audit()
                .verify(members.caller(Members.ADMIN), Optional.empty(), _ -> {})
                .findings())
        .isEmpty();
  }

  @Test
  void quotasCountWhatThePlainValuesTake() throws Exception {
    StorageBackend backend = backend();
    Store store = over(backend, keys(master));
    store
        .quotas()
        .set(ACME, new Quota(OptionalLong.of(10), OptionalLong.of(10_000)), options("admin"));
    put(store, "org/acme/a", text("x".repeat(100)));
    var before = store.quotas().list(options("admin").caller()).getFirst().taken();
    store.encryption().encrypt(ACME, options("admin"));
    put(store, "org/acme/a", text("y".repeat(100)));
    assertThat(store.quotas().list(options("admin").caller()).getFirst().taken()).isEqualTo(before);
    put(store, "org/acme/b", text("z"));
    remove(store, "org/acme/b");
    assertThat(store.quotas().list(options("admin").caller()).getFirst().taken()).isEqualTo(before);
    assertSound(store);
  }

  @Test
  void aDryRunSealsAndReadsAsTheStoreDoes() throws Exception {
    Store store = over(backend(), keys(master));
    put(store, "org/acme/a", number(1));
    store.encryption().encrypt(ACME, options("admin"));
    try (Store overlay = store.overlay()) {
      add(overlay, "org/acme/a", number(1));
      assertThat(read(overlay, "org/acme/a")).contains(number(2));
    }
    assertThat(read(store, "org/acme/a")).contains(number(1));
  }

  private StorageBackend backend() {
    return closing(newPlace().open(OpenMode.CREATE));
  }

  /** Another store over the same backend, as another process would have it. */
  private Store over(StorageBackend backend, MasterKeys keys) {
    return Store.over(
        backend,
        OpenMode.CREATE,
        InstantSource.system(),
        StoreOptions.STANDARD.withMasterKeys(keys));
  }

  private static MasterKeys keys(MasterKey... keys) {
    StringBuilder text = new StringBuilder();
    for (MasterKey key : keys) {
      text.append(key.text()).append('\n');
    }
    return MasterKeys.of(text.toString(), "the test");
  }

  private static void run(Store store, String key, String parameter) {
    RunStatement statement =
        new RunStatement(
            Optional.empty(), Map.of("choice", text(parameter)), UUID.randomUUID(), 0, Map.of());
    try (Session session =
        store.session(new SessionOptions(Optional.of("ana"), Optional.empty(), statement))) {
      session.set(key(key), text(parameter));
    }
  }

  private static Optional<Value> parameter(StoreView view, long revision) {
    return Optional.ofNullable(view.commit(revision).body().run().parameters().get("choice"))
        .map(SaltedValue::value);
  }

  private static List<CommitRecord> records(StorageBackend backend) {
    List<CommitRecord> records = new ArrayList<>();
    try (BackendSnapshot raw = backend.snapshot()) {
      for (long revision = 1; revision <= raw.head().revision(); revision++) {
        records.add(raw.commit(revision));
      }
    }
    return records;
  }

  private static List<Digest> digests(StorageBackend backend) {
    return records(backend).stream().map(CommitRecord::digest).toList();
  }

  /** The keys below a prefix that a value stands open of, in the log or the index. */
  private static List<String> open(StorageBackend backend, String prefix) throws Exception {
    KeyPrefix below = KeyPrefix.parse(prefix);
    List<String> open = new ArrayList<>();
    for (CommitRecord record : records(backend)) {
      record.mapValues((place, value) -> {
        if (place.role() != ValuePlace.Role.PARAMETER
            && below.contains(key(place.name()))
            && !value.isErased()
            && !value.isSealed()) {
          open.add(place.name());
        }
        return value;
      });
    }
    try (BackendSnapshot raw = backend.snapshot();
        var cursor = raw.scan(CommitIndex.currentRange(below), BackendSnapshot.Order.ASCENDING)) {
      while (cursor.next()) {
        CommitIndex.Current current = CommitIndex.current(cursor.value());
        String name = CommitIndex.keyOfCurrent(cursor.key()).toString();
        if (current.state() == CommitIndex.State.PRESENT
            && !current.isSealed()
            && !open.contains(name)) {
          open.add(name);
        }
      }
    }
    return open;
  }

  private static List<String> openParameters(StorageBackend backend) {
    List<String> open = new ArrayList<>();
    for (CommitRecord record : records(backend)) {
      record
          .body()
          .run()
          .parameters()
          .forEach((name, value) -> {
            if (!value.isSealed()) {
              open.add(name);
            }
          });
    }
    return open;
  }

  /** The ids of the data keys in the log, of keys below a prefix. */
  private static Set<Integer> keyIds(StorageBackend backend, String prefix) {
    Set<Integer> ids = new TreeSet<>();
    for (CommitRecord record : records(backend)) {
      record.mapValues((place, value) -> {
        if (value.isSealed()
            && (place.role() == ValuePlace.Role.PARAMETER
                || prefix(prefix).contains(key(place.name())))) {
          ids.add(value.sealed().keyId());
        }
        return value;
      });
    }
    return ids;
  }

  private static VerificationReport verify(Store store) throws InterruptedException {
    return store.audit().verify(options("admin").caller(), Optional.empty(), _ -> {});
  }

  private static void assertSound(Store store) throws InterruptedException {
    assertThat(verify(store).findings()).isEmpty();
  }
}
