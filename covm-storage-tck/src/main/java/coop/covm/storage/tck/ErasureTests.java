package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.SYSTEM_KEY;
import static coop.covm.storage.StorageError.VALUE_ERASED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.ErasureReport;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Quota;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.SaltedValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Erasing a key destroys its values everywhere and leaves every digest and signature valid. */
public abstract class ErasureTests extends StoreTesting {
  private static final Key NAME = Key.parse("member/ana/name");

  @Test
  void nothingOfTheKeyIsReadAnyMore() {
    Store store = newStore();
    put(store, "member/ana/name", text("Ana"));
    put(store, "org/a", number(1));
    put(store, "member/ana/name", text("Ana Ruiz"));
    ErasureReport report = store.erasure().erase(NAME, "asked by ana", options("admin"));
    assertThat(report.values()).isEqualTo(2);
    assertThat(report.revision()).isEqualTo(4);
    try (StoreView view = store.view()) {
      assertThat(view.get(NAME)).isEmpty();
      assertThat(view.listKeys(prefix("member"))).isEmpty();
      for (long revision : List.of(1L, 2L, 3L)) {
        assertFails(VALUE_ERASED, () -> view.getAt(NAME, revision));
      }
      assertThat(view.getAt(NAME, 4)).isEmpty();
      assertThat(view.versions(NAME)).allSatisfy(v -> assertThat(v.value()).isEmpty());
      assertThat(view.getAt(key("org/a"), 2)).contains(number(1));
      for (long revision : List.of(1L, 3L)) {
        SaltedValue value = view.commit(revision).body().change(NAME).orElseThrow().made().get();
        assertThat(value.isErased()).isTrue();
      }
    }
    put(store, "member/ana/name", text("another Ana"));
    assertThat(read(store, "member/ana/name")).contains(text("another Ana"));
  }

  @Test
  void everyDigestAndSignatureStaysValid() throws Exception {
    BackendPlace place = newPlace();
    Store store = open(place);
    Members members = Members.secure(store);
    members.add("ana");
    try (Session session = store.session(members.as("ana"))) {
      session.set(NAME, text("Ana"));
      session.increment(key("member/ana/points"), number(2));
      session.increment(key("member/ana/points"), number(3));
    }
    List<Digest> before = digests(store, members);
    store.erasure().erase(NAME, "asked", members.as("ana"));
    store.erasure().erase(key("member/ana/points"), "asked", members.as("ana"));
    assertThat(digests(store, members)).startsWith(before.toArray(Digest[]::new));
    assertThat(store.audit().verify(members.caller("root"), Optional.empty(), _ -> {}).findings())
        .isEmpty();
  }

  @Test
  void theParametersOfTheRunsThatSetItGoToo() {
    Store store = newStore();
    RunStatement statement =
        new RunStatement(
            Optional.of("program"), Map.of("name", text("Ana")), UUID.randomUUID(), 0, Map.of());
    try (Session session =
        store.session(new SessionOptions(Optional.of("x"), Optional.empty(), statement))) {
      session.set(key("org/other"), number(1));
      session.set(NAME, text("Ana"));
      session.set(key("org/other"), number(2));
    }
    assertThat(store.erasure().erase(NAME, "asked", options("admin")).runs()).isEqualTo(1);
    try (StoreView view = store.view()) {
      for (long revision = 1; revision <= 3; revision++) {
        CommitRecord commit = view.commit(revision);
        assertThat(commit.body().run().parameters().values())
            .allSatisfy(parameter -> assertThat(parameter.isErased()).isTrue());
      }
      assertThat(view.getAt(key("org/other"), 1)).contains(number(1));
    }
  }

  @Test
  void erasingAgainGoesOnAndChangesNoDigest() {
    Store store = newStore();
    put(store, "member/ana/name", text("Ana"));
    store.erasure().erase(NAME, "asked", options("admin"));
    ErasureReport again = store.erasure().erase(NAME, "asked again", options("admin"));
    assertThat(again.values()).isZero();
  }

  @Test
  void onlyWhoAdministersTheKeyErasesAndNeverTheSystem() {
    Store store = newStore();
    Members members = Members.secure(store);
    members.add("ana");
    members.add("ben");
    members.grant(
        "member:ben", "member/ana", Action.READ, Action.WRITE, Action.DELETE, Action.LIST);
    assertFails(ACCESS_DENIED, () -> store.erasure().erase(NAME, "mine", members.as("ben")));
    assertFails(
        SYSTEM_KEY,
        () -> store.erasure().erase(key("system/store"), "hide it", members.as("root")));
  }

  @Test
  void aQuotaCountsNoErasedValues() {
    Store store = newStore();
    store
        .quotas()
        .set(
            prefix("member/ana"),
            new Quota(OptionalLong.of(1), OptionalLong.empty()),
            options("admin"));
    put(store, "member/ana/name", text("Ana"));
    store.erasure().erase(NAME, "asked", options("admin"));
    put(store, "member/ana/other", text("x"));
  }

  @Test
  void itIsGoneAfterOpeningAgainToo() {
    BackendPlace place = newPlace();
    try (Store store =
        Store.over(place.open(OpenMode.CREATE), OpenMode.CREATE, InstantSource.system())) {
      put(store, "member/ana/name", text("Ana"));
      store.erasure().erase(NAME, "asked", options("admin"));
      put(store, "org/a", number(1));
    }
    Store again = open(place);
    if (again.revision() > 0) { // a place in memory is empty again
      try (StoreView view = again.view()) {
        assertFails(VALUE_ERASED, () -> view.getAt(NAME, 1));
        assertThat(view.get(key("org/a"))).contains(number(1));
      }
    }
  }

  private static List<Digest> digests(Store store, Members members) {
    List<Digest> digests = new ArrayList<>();
    try (StoreView view = store.view(members.caller("root"))) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        digests.add(view.commit(revision).digest());
      }
    }
    return digests;
  }
}
