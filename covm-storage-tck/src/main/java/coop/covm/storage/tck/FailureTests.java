package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.STORE_CLOSED;
import static coop.covm.storage.StorageError.STORE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.spi.StorageBackend;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What fails is said and harms nothing that was stored. */
public abstract class FailureTests extends StoreTesting {
  @Test
  void afterAFailedWriteTheStoreRefusesCommitsSaysWhyAndKeepsReading() {
    FailingBackend backend = new FailingBackend(newPlace().open(OpenMode.CREATE));
    Store store = closing(Store.over(backend, OpenMode.CREATE, InstantSource.system()));
    put(store, "org/a", number(1));
    Session session = session(store);
    backend.fail(true);
    session.begin(1);
    session.set(key("org/a"), number(2));
    assertFails(STORE_FAILED, session::commit);
    backend.fail(false);
    assertThat(assertFails(STORE_FAILED, () -> session.set(key("org/b"), number(1))))
        .hasMessageContaining("no space left");
    assertThat(session.get(key("org/a"))).contains(number(1));
    assertThat(read(store, "org/a")).contains(number(1));
    assertThat(store.revision()).isEqualTo(1);
    assertThat(begin(store).commit()).isEmpty();
  }

  @Test
  void aClosedStoreSaysSo() {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/a"), number(2));
    store.close();
    store.close();
    assertFails(STORE_CLOSED, () -> session.get(key("org/a")));
    assertFails(STORE_CLOSED, () -> session.set(key("org/a"), number(1)));
    assertFails(STORE_CLOSED, () -> session.begin(4));
    assertFails(STORE_CLOSED, transaction::commit);
    assertFails(STORE_CLOSED, () -> store.session(options("alice")));
    assertFails(STORE_CLOSED, () -> store.begin(options("alice")));
    assertFails(STORE_CLOSED, store::revision);
    assertFails(STORE_CLOSED, store::overlay);
    session.close();
    transaction.close();
  }

  @Test
  void aClosedBackendSaysSo() {
    StorageBackend backend = newPlace().open(OpenMode.CREATE);
    backend.close();
    backend.close();
    assertFails(STORE_CLOSED, backend::snapshot);
  }

  @Test
  void anOverlayReadsTheStoreAndNeverWritesToIt() {
    Store store = newStore();
    for (int i = 0; i < 20; i++) {
      put(store, "org/a/" + (char) ('a' + i), number(i));
    }
    try (Store overlay = store.overlay()) {
      assertThat(overlay.revision()).isEqualTo(20);
      put(overlay, "org/a/b", number(100));
      put(overlay, "org/a/bb", number(101));
      remove(overlay, "org/a/c");
      add(overlay, "org/a/d", number(10));
      put(store, "org/a/later", number(1));
      assertThat(read(overlay, "org/a/a")).contains(number(0));
      assertThat(read(overlay, "org/a/b")).contains(number(100));
      assertThat(read(overlay, "org/a/c")).isEmpty();
      assertThat(read(overlay, "org/a/d")).contains(number(13));
      assertThat(read(overlay, "org/a/later")).isEmpty();
      assertThat(overlay.revision()).isEqualTo(24);
      StorageTransaction transaction = begin(overlay);
      assertThat(transaction.listKeys(prefix("org/a")).stream().limit(4))
          .isEqualTo(keys("org/a/a", "org/a/b", "org/a/bb", "org/a/d"));
      assertThat(transaction.listKeys(prefix("org/a"))).hasSize(20);
      assertThat(transaction.getAt(key("org/a/b"), 20)).contains(number(1));
      assertThat(transaction.versions(key("org/a/b"))).hasSize(2);
    }
    assertThat(store.revision()).isEqualTo(21);
    assertThat(read(store, "org/a/b")).contains(number(1));
    assertThat(read(store, "org/a/bb")).isEmpty();
    put(store, "org/a/b", number(2));
  }
}
