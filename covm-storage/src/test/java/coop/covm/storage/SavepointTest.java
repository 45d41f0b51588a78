package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.log.RunRecord;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open transaction can go back to where it was, and a run can be stated while it goes on. */
final class SavepointTest {
  private static final Key A = Key.parse("org/acme/a");
  private static final Key B = Key.parse("org/acme/b");
  private static final Value ONE = NumberValue.of(1);
  private static final Value TWO = NumberValue.of(2);

  private final UUID runId = UUID.randomUUID();
  private Store store = Store.open("memory:", OpenMode.CREATE);
  private Session session = session("first");

  @BeforeEach
  void open() {
    close();
    store = Store.open("memory:", OpenMode.CREATE);
    session = session("first");
  }

  @AfterEach
  void close() {
    session.close();
    store.close();
  }

  private RunStatement statement(String program) {
    return new RunStatement(Optional.of(program), Map.of(), runId, 0, Map.of());
  }

  private Session session(String program) {
    return store.session(
        new SessionOptions(Optional.empty(), Optional.empty(), statement(program)));
  }

  @Test
  void goingBackTakesBackWhatWasChangedBehindTheSavepointAndNothingElse() {
    session.set(B, ONE);
    session.begin(1);
    session.set(A, ONE);
    Savepoint savepoint = session.savepoint();
    long bytes = session.pendingBytes();
    session.set(A, TWO);
    session.delete(B);
    session.increment(Key.parse("org/acme/c"), ONE);

    session.rollbackTo(savepoint);

    assertThat(session.get(A)).contains(ONE);
    assertThat(session.get(B)).contains(ONE);
    assertThat(session.pendingBytes()).isEqualTo(bytes);
    session.commit();
    assertThat(session.get(A)).contains(ONE);
    assertThat(session.contains(Key.parse("org/acme/c"))).isFalse();
  }

  @Test
  void aSavepointStaysGoodWhenItWasUsed() {
    session.begin(1);
    Savepoint savepoint = session.savepoint();
    for (int i = 0; i < 2; i++) {
      session.set(A, ONE);
      session.rollbackTo(savepoint);
      assertThat(session.contains(A)).isFalse();
    }
    assertThat(savepoint.changes()).isEmpty();
  }

  @Test
  void whatWasReadBehindItStillMakesAConflict() {
    session.begin(1);
    Savepoint savepoint = session.savepoint();
    assertThat(session.get(A)).isEmpty();
    session.rollbackTo(savepoint);
    try (Session other = session("other")) {
      other.set(A, TWO);
    }
    session.set(B, ONE);
    assertThatThrownBy(session::commit)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("org/acme/a");
  }

  @Test
  void anotherTransactionHasNothingToDoWithIt() {
    session.begin(1);
    Savepoint savepoint = session.savepoint();
    assertThat(session.isWithin(savepoint)).isTrue();
    session.rollback();
    assertThat(session.isWithin(savepoint)).isFalse();
    session.begin(1);
    assertThat(session.isWithin(savepoint)).isFalse();
    assertThatThrownBy(() -> session.rollbackTo(savepoint))
        .isInstanceOf(StorageException.class)
        .extracting(e -> ((StorageException) e).code())
        .isEqualTo(StorageError.TRANSACTION_STATE);
  }

  @Test
  void withoutATransactionThereIsNoSavepoint() {
    assertThatThrownBy(session::savepoint)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no open transaction");
  }

  @Test
  void theCommitSaysWhatWasStatedLast() {
    session.begin(1);
    session.set(A, ONE);
    session.restate(statement("first\nsecond"));
    session.commit();
    try (StoreView view = store.view()) {
      assertThat(view.commit(1).body().run().program())
          .contains(RunRecord.programDigest("first\nsecond"));
    }
  }

  @Test
  void aRunThatHasCommittedStaysWhatItIs() {
    session.set(A, ONE);
    assertThatThrownBy(() -> session.restate(statement("other")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has a commit already");
  }
}
