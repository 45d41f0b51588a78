package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.INCREMENT_OVERFLOW;
import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static coop.covm.value.ValueError.DECIMAL_OVERFLOW;
import static coop.covm.value.ValueError.TYPE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.error.ErrorCode;
import coop.covm.storage.IncrementException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.DecimalValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Increments commute: they never conflict and never lose anything. */
public abstract class IncrementTests extends StoreTesting {
  private static final double TWO_TO_53 = 9007199254740992.0;

  @Test
  void concurrentIncrementsOfOneKeyAllCount() {
    Store store = newStore();
    StorageTransaction first = begin(store);
    StorageTransaction second = begin(store);
    first.increment(key("org/a"), number(2));
    second.increment(key("org/a"), number(3));
    first.commit();
    second.commit();
    assertThat(read(store, "org/a")).contains(number(5));
  }

  @Test
  void aMissingKeyCountsAsZeroOfTheAmountsType() {
    Store store = newStore();
    add(store, "org/n", number(2));
    add(store, "org/d", decimal("1.50"));
    assertThat(read(store, "org/n")).contains(number(2));
    assertThat(read(store, "org/d").orElseThrow()).hasToString("1.50");
    remove(store, "org/n");
    add(store, "org/n", number(7));
    assertThat(read(store, "org/n")).contains(number(7));
  }

  @Test
  void anIntegralNumberAndADecimalAddExactly() {
    Store store = newStore();
    put(store, "org/d", decimal("0.10"));
    add(store, "org/d", number(2));
    assertThat(read(store, "org/d").orElseThrow()).hasToString("2.10");
    put(store, "org/n", number(2));
    add(store, "org/n", decimal("0.10"));
    assertThat(read(store, "org/n").orElseThrow()).hasToString("2.10");
  }

  @Test
  void incrementsOfOneTransactionAreAddedUp() {
    Store store = newStore();
    put(store, "org/a", number(100));
    StorageTransaction transaction = begin(store);
    transaction.increment(key("org/a"), number(1));
    transaction.increment(key("org/a"), number(2));
    add(store, "org/a", number(10));
    transaction.commit();
    assertThat(read(store, "org/a")).contains(number(113));
  }

  @Test
  void anIncrementFoldsIntoWhatTheTransactionDidBefore() {
    Store store = newStore();
    put(store, "org/removed", number(100));
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/set"), number(5));
    transaction.increment(key("org/set"), number(1));
    transaction.delete(key("org/removed"));
    transaction.increment(key("org/removed"), number(1));
    transaction.increment(key("org/replaced"), number(1));
    transaction.set(key("org/replaced"), text("x"));
    transaction.increment(key("org/dropped"), number(1));
    transaction.delete(key("org/dropped"));
    put(store, "org/set", number(50));
    transaction.commit();
    assertThat(read(store, "org/set")).contains(number(6));
    assertThat(read(store, "org/removed")).contains(number(1));
    assertThat(read(store, "org/replaced")).contains(text("x"));
    assertThat(read(store, "org/dropped")).isEmpty();
  }

  @Test
  void anIncrementReadInTheSameTransactionConflicts() {
    Store store = newStore();
    put(store, "org/a", number(1));
    StorageTransaction transaction = begin(store);
    transaction.increment(key("org/a"), number(1));
    assertThat(transaction.get(key("org/a"))).contains(number(2));
    add(store, "org/a", number(1));
    assertFails(TRANSACTION_CONFLICT, transaction::commit);
    assertThat(read(store, "org/a")).contains(number(2));
  }

  @Test
  void anIncrementConflictsWithWhoeverReadTheKey() {
    Store store = newStore();
    StorageTransaction reader = begin(store);
    reader.get(key("org/a"));
    reader.set(key("org/b"), number(1));
    add(store, "org/a", number(1));
    assertFails(TRANSACTION_CONFLICT, reader::commit);
  }

  @Test
  void anIncrementThatDoesNotFitFailsTheWholeTransactionAndNamesTheKey() {
    Store store = newStore();
    put(store, "org/text", text("x"));
    put(store, "org/fraction", number(0.5));
    put(store, "org/huge", number(Double.MAX_VALUE));
    put(store, "org/large", decimal("1E+100"));
    long before = store.revision();
    assertMisfit(store, "org/text", number(1), TYPE_MISMATCH);
    assertMisfit(store, "org/fraction", decimal("1"), TYPE_MISMATCH);
    assertMisfit(store, "org/large", decimal("0.01"), DECIMAL_OVERFLOW);
    assertMisfit(store, "org/huge", number(Double.MAX_VALUE), INCREMENT_OVERFLOW);
    assertThat(store.revision()).isEqualTo(before);
  }

  private void assertMisfit(Store store, String key, Value amount, ErrorCode code) {
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/other"), number(1));
    transaction.increment(key(key), amount);
    IncrementException misfit = (IncrementException) assertFails(code, transaction::commit);
    assertThat(misfit.key()).isEqualTo(key(key));
    assertThat(misfit).hasMessageContaining(key);
    assertThat(read(store, "org/other")).isEmpty();
  }

  @Test
  void anAmountThatIsNoNumberIsRefusedAtOnce() {
    StorageTransaction transaction = begin(newStore());
    assertFails(TYPE_MISMATCH, () -> transaction.increment(key("org/a"), text("1")));
    transaction.set(key("org/a"), text("x"));
    assertFails(TYPE_MISMATCH, () -> transaction.increment(key("org/a"), number(1)));
  }

  @Test
  void noIntegerIsLostBeyond2To53() {
    Store store = newStore();
    put(store, "org/a", number(TWO_TO_53 - 1));
    add(store, "org/a", number(1));
    assertThat(read(store, "org/a")).contains(number(TWO_TO_53));
    assertMisfit(store, "org/a", number(1), INCREMENT_OVERFLOW);
    assertMisfit(store, "org/a", number(2), INCREMENT_OVERFLOW);
    add(store, "org/a", number(-1));
    assertThat(read(store, "org/a")).contains(number(TWO_TO_53 - 1));
    put(store, "org/b", number(-TWO_TO_53));
    assertMisfit(store, "org/b", number(-1), INCREMENT_OVERFLOW);
    put(store, "org/c", decimal("9007199254740993"));
    add(store, "org/c", number(1));
    assertThat(read(store, "org/c").orElseThrow()).hasToString("9007199254740994");
  }

  @Test
  void fractionsMayGrowAsNumbersDo() {
    Store store = newStore();
    put(store, "org/a", number(0.1));
    add(store, "org/a", number(0.2));
    assertThat(read(store, "org/a")).contains(number(0.1 + 0.2));
  }

  private static Value decimal(String text) {
    return DecimalValue.of(new BigDecimal(text));
  }
}
