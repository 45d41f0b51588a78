package coop.covm.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the page says that a lost update comes to is what the store does. */
final class LostUpdateMeaningTest {
  private static final Key KEY = Key.parse("org/acme/balance");

  @Test
  void readOutsideATransactionItEndsAsAConflict() {
    try (Store store = Store.open("memory:", OpenMode.CREATE);
        Session one = session(store);
        Session other = session(store)) {
      one.get(KEY);
      other.set(KEY, NumberValue.of(7));
      assertThatThrownBy(() -> one.set(KEY, NumberValue.of(1)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("changed");
    }
  }

  @Test
  void readInsideAnEarlierTransactionTheChangeIsOverwritten() {
    try (Store store = Store.open("memory:", OpenMode.CREATE);
        Session one = session(store);
        Session other = session(store)) {
      one.begin(1);
      one.get(KEY);
      one.commit();
      other.set(KEY, NumberValue.of(7));
      one.set(KEY, NumberValue.of(1));
      assertThat(one.get(KEY)).contains(NumberValue.of(1));
    }
  }

  private static Session session(Store store) {
    return store.session(
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(new UUID(1, 2), 0)));
  }
}
