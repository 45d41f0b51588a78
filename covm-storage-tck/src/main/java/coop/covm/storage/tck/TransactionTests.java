package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static coop.covm.storage.StorageError.TRANSACTION_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.error.CovmException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Transactions are atomic and strictly serializable. */
public abstract class TransactionTests extends StoreTesting {
  @Test
  void allChangesOfATransactionAppearAtOnceInOneRevision() {
    Store store = newStore();
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/a"), number(1));
    transaction.set(key("member/b"), number(2));
    assertThat(store.revision()).isZero();
    assertThat(transaction.commit()).hasValue(1);
    assertThat(store.revision()).isEqualTo(1);
    assertThat(read(store, "org/a")).contains(number(1));
    assertThat(read(store, "member/b")).contains(number(2));
  }

  @Test
  void revisionsCountFromOneWithoutHoles() {
    Store store = newStore();
    for (int i = 1; i <= 20; i++) {
      StorageTransaction transaction = begin(store);
      transaction.set(key("org/a"), number(i));
      if (i % 3 == 0) {
        StorageTransaction dropped = begin(store);
        dropped.set(key("org/b"), number(i));
        dropped.rollback();
      }
      assertThat(transaction.commit()).hasValue(i);
    }
  }

  @Test
  void aRolledBackTransactionLeavesNothing() {
    Store store = newStore();
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/a"), number(1));
    transaction.rollback();
    try (StorageTransaction closed = store.begin(options("alice"))) {
      closed.set(key("org/a"), number(1));
    }
    assertThat(store.revision()).isZero();
    assertThat(read(store, "org/a")).isEmpty();
  }

  @Test
  void aTransactionThatChangesNothingMakesNoRevision() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction reads = begin(store);
    reads.get(key("org/a"));
    assertThat(reads.commit()).isEmpty();
    StorageTransaction removesNothing = begin(store);
    removesNothing.delete(key("org/b"));
    assertThat(removesNothing.commit()).isEmpty();
    StorageTransaction undoes = begin(store);
    undoes.set(key("org/b"), number(1));
    undoes.delete(key("org/b"));
    assertThat(undoes.commit()).isEmpty();
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void settingAnEqualValueIsAChange() {
    Store store = newStore();
    put(store, "org/a", number(1));
    put(store, "org/a", number(1));
    assertThat(store.revision()).isEqualTo(2);
  }

  @Test
  void aTransactionReadsOneViewWhateverIsCommittedMeanwhile() {
    Store store = newStore();
    put(store, "org/a", number(1));
    put(store, "org/gone", number(1));
    StorageTransaction transaction = begin(store);
    put(store, "org/a", number(2));
    put(store, "org/new", number(2));
    remove(store, "org/gone");
    assertThat(transaction.get(key("org/a"))).contains(number(1));
    assertThat(transaction.get(key("org/new"))).isEmpty();
    assertThat(transaction.listKeys(prefix("org"))).isEqualTo(keys("org/a", "org/gone"));
    assertThat(transaction.view()).isEqualTo(2);
  }

  @Test
  void aReadKeyThatChangedIsAConflictThatNamesKeyAndRevision() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    transaction.get(key("org/a"));
    transaction.set(key("org/b"), number(1));
    put(store, "org/a", number(2));
    CovmException conflict = assertFails(TRANSACTION_CONFLICT, transaction::commit);
    assertThat(conflict.facts()).containsEntry("key", "org/a").containsEntry("revision", "2");
    assertThat(conflict).hasMessageContaining("org/a").hasMessageContaining("2");
    assertThat(read(store, "org/b")).isEmpty();
    assertThat(store.revision()).isEqualTo(2);
  }

  @Test
  void everyWayOfReadingAKeyIsKept() {
    assertConflict("org/a/x", t -> t.get(key("org/a/x")));
    assertConflict("org/a/missing", t -> t.get(key("org/a/missing")));
    assertConflict("org/a/missing", t -> t.contains(key("org/a/missing")));
    assertConflict("org/a/x", t -> t.versions(key("org/a/x")));
    assertConflict("org/a/missing", t -> t.listKeys(prefix("org/a")));
    assertConflict("org/a/x", t -> t.listKeys(prefix("org")));
    assertConflict(
        "org/a/x",
        t -> {
          t.increment(key("org/a/x"), number(1));
          t.get(key("org/a/x"));
        });
  }

  private void assertConflict(String changed, Consumer<StorageTransaction> reading) {
    Store store = newStore();
    put(store, "org/a/x", number(1));
    StorageTransaction transaction = begin(store);
    reading.accept(transaction);
    transaction.set(key("vote/other"), number(1));
    put(store, changed, number(2));
    CovmException conflict = assertFails(TRANSACTION_CONFLICT, transaction::commit);
    assertThat(conflict.facts()).containsEntry("key", changed);
  }

  @Test
  void aKeyThatWasRemovedSinceItWasReadIsAConflict() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    transaction.get(key("org/a"));
    transaction.set(key("org/b"), number(1));
    remove(store, "org/a");
    assertFails(TRANSACTION_CONFLICT, transaction::commit);
  }

  @Test
  void whatWasReadIsCheckedEvenIfItIsTheSameAgain() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    transaction.get(key("org/a"));
    transaction.set(key("org/b"), number(1));
    put(store, "org/a", number(2));
    put(store, "org/a", number(1));
    assertFails(TRANSACTION_CONFLICT, transaction::commit);
  }

  @Test
  void whatWasNotReadIsNoConflict() {
    Store store = newStore();
    put(store, "org/a/x", number(1));
    StorageTransaction transaction = begin(store);
    transaction.get(key("org/a/x"));
    transaction.listKeys(prefix("org/a"));
    transaction.set(key("org/c"), number(1));
    transaction.delete(key("org/d"));
    transaction.get(key("org/c"));
    transaction.contains(key("org/d"));
    put(store, "org/ab/x", number(2));
    put(store, "org/a", number(2));
    put(store, "org/c", number(2));
    put(store, "org/d", number(2));
    assertThat(transaction.commit()).hasValue(6);
    assertThat(read(store, "org/c")).contains(number(1));
    assertThat(read(store, "org/d")).isEmpty();
  }

  @Test
  void writeSkewIsAConflict() {
    Store store = newStore();
    put(store, "org/duty/alice", number(1));
    put(store, "org/duty/bob", number(1));
    StorageTransaction first = begin(store);
    StorageTransaction second = begin(store);
    first.get(key("org/duty/bob"));
    second.get(key("org/duty/alice"));
    first.set(key("org/duty/alice"), number(0));
    second.set(key("org/duty/bob"), number(0));
    first.commit();
    assertFails(TRANSACTION_CONFLICT, second::commit);
  }

  @Test
  void aTransactionThatOnlyReadsNeverConflicts() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    transaction.get(key("org/a"));
    transaction.listKeys(prefix("org"));
    put(store, "org/a", number(2));
    assertThat(transaction.commit()).isEmpty();
  }

  @Test
  void aConflictManyCommitsAgoIsSeen() {
    Store store = newStore();
    StorageTransaction byKey = begin(store);
    StorageTransaction byList = begin(store);
    byKey.get(key("org/a/x"));
    byList.listKeys(prefix("org/a"));
    byKey.set(key("vote/1"), number(1));
    byList.set(key("vote/2"), number(1));
    put(store, "org/a/x", number(1));
    for (int i = 0; i < 300; i++) {
      put(store, "org/b/" + i % 7, number(i));
    }
    assertFails(TRANSACTION_CONFLICT, byKey::commit);
    assertFails(TRANSACTION_CONFLICT, byList::commit);
  }

  @Test
  void aTransactionIsOverAfterItsEnd() {
    Store store = newStore();
    StorageTransaction transaction = begin(store);
    transaction.commit();
    assertFails(TRANSACTION_STATE, () -> transaction.get(key("org/a")));
    assertFails(TRANSACTION_STATE, () -> transaction.set(key("org/a"), number(1)));
    assertFails(TRANSACTION_STATE, transaction::commit);
    assertFails(TRANSACTION_STATE, transaction::rollback);
    transaction.close();
  }

  @Test
  void aTransactionOfManyChangesIsOneRevision() {
    Store store = newStore();
    StorageTransaction transaction = begin(store);
    for (int i = 0; i < 5_000; i++) {
      transaction.set(key("org/many/" + i), number(i));
    }
    assertThat(transaction.commit()).hasValue(1);
    assertThat(begin(store).listKeys(prefix("org/many"))).hasSize(5_000);
    assertThat(read(store, "org/many/4999")).contains(number(4999));
  }
}
