package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.STORE_CLOSED;
import static coop.covm.storage.StorageError.SYSTEM_KEY;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static coop.covm.storage.StorageError.TRANSACTION_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.ReadView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A session reads a view that moves only when it says so, and never loses an update silently. */
public abstract class SessionTests extends StoreTesting {
  private static final Key A = Key.parse("org/a");

  @Test
  void readsOutsideATransactionSeeTheViewOfTheSession() {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    put(store, "org/a", number(2));
    put(store, "org/b", number(2));
    assertThat(session.view()).isEqualTo(1);
    assertThat(session.get(A)).contains(number(1));
    assertThat(session.contains(key("org/b"))).isFalse();
    assertThat(session.listKeys(prefix("org"))).containsExactly(A);
    assertThat(session.versions(A)).hasSize(1);
  }

  @Test
  void theViewMovesToTheNewestWhenATransactionBegins() {
    Store store = newStore();
    Session session = session(store);
    put(store, "org/a", number(1));
    assertThat(session.get(A)).isEmpty();
    session.begin(1);
    assertThat(session.view()).isEqualTo(1);
    assertThat(session.get(A)).contains(number(1));
    session.rollback();
    assertThat(session.view()).isEqualTo(1);
    assertThat(session.get(A)).contains(number(1));
  }

  @Test
  void theViewMovesToTheSessionsOwnCommitNotBeyond() {
    Store store = newStore();
    Session session = session(store);
    put(store, "org/b", number(1));
    session.set(A, number(1));
    put(store, "org/c", number(1));
    put(store, "org/a", number(9));
    assertThat(session.view()).isEqualTo(2);
    assertThat(session.get(A)).contains(number(1));
    assertThat(session.listKeys(prefix("org"))).isEqualTo(keys("org/a", "org/b"));
    assertThat(session.contains(key("org/c"))).isFalse();
    session.begin(1);
    session.set(key("org/d"), number(1));
    assertThat(session.commit()).hasValue(5);
    assertThat(session.view()).isEqualTo(5);
  }

  @Test
  void aChangeOutsideATransactionIsACommitOfItsOwn() {
    Store store = newStore();
    Session session = session(store);
    session.set(A, number(1));
    assertThat(store.revision()).isEqualTo(1);
    session.increment(A, number(1));
    assertThat(read(store, "org/a")).contains(number(2));
    session.delete(A);
    assertThat(read(store, "org/a")).isEmpty();
    session.delete(A);
    assertThat(store.revision()).isEqualTo(3);
    assertThat(session.committedChanges()).isEqualTo(3);
    assertThat(session.inTransaction()).isFalse();
  }

  @Test
  void aLostUpdateOutsideATransactionIsNeverSilent() {
    assertLostUpdateIsRefused(s -> s.get(A), s -> s.set(A, number(3)));
    assertLostUpdateIsRefused(s -> s.get(A), s -> s.delete(A));
    assertLostUpdateIsRefused(s -> s.contains(A), s -> s.set(A, number(3)));
    assertLostUpdateIsRefused(s -> s.versions(A), s -> s.set(A, number(3)));
    assertLostUpdateIsRefused(s -> s.listKeys(prefix("org")), s -> s.set(A, number(3)));
    assertLostUpdateIsRefused(
        s -> {
          s.get(A);
          s.set(key("vote/x"), number(1));
        },
        s -> s.set(A, number(3)));
  }

  private void assertLostUpdateIsRefused(Consumer<Session> reading, Consumer<Session> writing) {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    reading.accept(session);
    put(store, "org/a", number(2));
    assertFails(TRANSACTION_CONFLICT, () -> writing.accept(session));
    assertThat(read(store, "org/a")).contains(number(2));

    assertFails(TRANSACTION_CONFLICT, () -> writing.accept(session));
    assertThat(session.get(A)).contains(number(2));
    writing.accept(session);
    assertThat(read(store, "org/a")).isNotEqualTo(Optional.of(number(2)));
  }

  @Test
  void aChangeBetweenReadingAndAnOwnCommitElsewhereIsNotForgotten() {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    session.get(A);
    put(store, "org/a", number(2));
    session.set(key("org/b"), number(1));
    assertFails(TRANSACTION_CONFLICT, () -> session.set(A, number(3)));
  }

  @Test
  void anOwnIncrementDoesNotHideAForeignChangeOfALoadedKey() {
    Store store = newStore();
    put(store, "org/a", number(1));
    Session session = session(store);
    session.get(A);
    put(store, "org/a", number(100));
    session.increment(A, number(1));
    assertFails(TRANSACTION_CONFLICT, () -> session.set(A, number(2)));
    assertThat(read(store, "org/a")).contains(number(101));
  }

  @Test
  void ownChangesAreNoConflict() {
    Store store = newStore();
    Session session = session(store);
    session.get(A);
    session.set(A, number(1));
    session.set(A, number(2));
    session.increment(A, number(3));
    session.set(A, number(4));
    session.delete(A);
    session.set(A, number(5));
    session.begin(1);
    session.set(A, number(6));
    session.commit();
    session.set(A, number(7));
    assertThat(read(store, "org/a")).contains(number(7));
  }

  @Test
  void aChangeOfAKeyThatWasNotReadOverwrites() {
    Store store = newStore();
    Session session = session(store);
    session.get(key("org/b"));
    session.listKeys(prefix("org/x"));
    put(store, "org/a", number(1));
    session.set(A, number(2));
    put(store, "org/a", number(3));
    session.set(A, number(4));
    put(store, "org/a", number(5));
    session.increment(A, number(1));
    assertThat(read(store, "org/a")).contains(number(6));
  }

  @Test
  void aConflictLeavesTheSessionUsable() {
    Store store = newStore();
    Session session = session(store);
    session.begin(1);
    session.get(A);
    put(store, "org/a", number(1));
    session.set(A, number(2));
    assertFails(TRANSACTION_CONFLICT, session::commit);
    assertThat(session.inTransaction()).isFalse();
    session.begin(2);
    assertThat(session.get(A)).contains(number(1));
    session.set(A, number(3));
    session.commit();
    assertThat(read(store, "org/a")).contains(number(3));
  }

  @Test
  void transactionsDoNotNestAndEndOnce() {
    Session session = session(newStore());
    assertFails(TRANSACTION_STATE, session::commit);
    assertFails(TRANSACTION_STATE, session::rollback);
    session.begin(1);
    assertFails(TRANSACTION_STATE, () -> session.begin(1));
    assertThat(session.inTransaction()).isTrue();
    session.rollback();
    assertFails(TRANSACTION_STATE, session::rollback);
  }

  @Test
  void theSystemIsNotWrittenByAnybody() {
    Session session = session(newStore());
    Key system = key("system/identity/alice");
    assertFails(SYSTEM_KEY, () -> session.set(system, number(1)));
    assertFails(SYSTEM_KEY, () -> session.delete(system));
    assertFails(SYSTEM_KEY, () -> session.increment(system, number(1)));
    session.begin(1);
    assertFails(SYSTEM_KEY, () -> session.set(system, number(1)));
    assertFails(SYSTEM_KEY, () -> session.delete(system));
    assertFails(SYSTEM_KEY, () -> session.increment(system, number(1)));
    assertThat(session.get(system)).isEmpty();
    assertThat(session.commit()).isEmpty();
  }

  @Test
  void pendingBytesAreThoseOfKeysAndValuesNotYetCommitted() {
    Session session = session(newStore());
    assertThat(session.pendingBytes()).isZero();
    session.begin(1);
    session.set(A, text("12345"));
    assertThat(session.pendingBytes()).isEqualTo(5 + 5);
    session.set(A, text("1"));
    assertThat(session.pendingBytes()).isEqualTo(5 + 1);
    session.increment(key("org/ö"), number(1));
    assertThat(session.pendingBytes()).isEqualTo(6 + 6 + 8);
    session.delete(A);
    assertThat(session.pendingBytes()).isEqualTo(5 + 6 + 8);
    session.rollback();
    assertThat(session.pendingBytes()).isZero();
  }

  @Test
  void closingRollsBackAndEndsTheSession() {
    Store store = newStore();
    Session session = session(store);
    session.begin(1);
    session.set(A, number(1));
    session.close();
    session.close();
    assertThat(store.revision()).isZero();
    assertFails(STORE_CLOSED, () -> session.get(A));
    assertFails(STORE_CLOSED, () -> session.set(A, number(1)));
    assertFails(STORE_CLOSED, () -> session.begin(1));
  }

  @Test
  void aCommitStatesItsPlaceAndTheViewsOfItsRun() {
    Store store = newStore();
    Session session = session(store);
    session.begin(1);
    session.rollback();
    put(store, "org/b", number(1));
    session.begin(1);
    session.set(A, number(1));
    session.commit();
    session.set(A, number(2));
    try (StoreView view = store.view()) {
      CommitBody first = view.commit(2).body();
      assertThat(first.place()).isEqualTo(1);
      assertThat(first.views()).isEqualTo(List.of(new ReadView(0, 2), new ReadView(1, 1)));
      assertThat(first.principal()).contains("alice");
      CommitBody second = view.commit(3).body();
      assertThat(second.place()).isEqualTo(2);
      assertThat(second.views()).isEqualTo(List.of(new ReadView(2, 1)));
      assertThat(second.run().runId()).isEqualTo(first.run().runId());
    }
  }
}
