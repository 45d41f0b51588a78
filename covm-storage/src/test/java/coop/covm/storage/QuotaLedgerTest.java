package coop.covm.storage;

import static coop.covm.storage.StorageError.QUOTA_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several commits of a group, counted one after the other upon one view. */
final class QuotaLedgerTest {
  private static final KeyPrefix ORG = KeyPrefix.parse("org");
  private static final KeyPrefix ACME = KeyPrefix.parse("org/acme");

  private final Store store = Store.open("memory:", OpenMode.CREATE);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void withoutQuotasNothingIsCounted() {
    assertThat(ledger().after(List.of(set("org/acme/a", "1")))).isEmpty();
  }

  @Test
  void eachNamespaceAboveIsCountedAndThoseOnlyOnceInTheOrderOfTheirTexts() {
    quota("org/acme", 9, 900);
    quota("org", 9, 900);
    quota("vote", 9, 900);
    QuotaLedger ledger = ledger();
    assertThat(ledger.after(List.of(set("org/acme/a", "12"), set("org/acmes/b", "1"))))
        .containsExactly(use(ORG, 2, 14 + 14), use(ACME, 1, 14));
    assertThat(ledger.after(List.of(set("member/x/y", "1")))).isEmpty();
  }

  @Test
  void aCommitIsCountedUponThoseBeforeItInTheGroup() {
    quota("org/acme", 9, 900);
    QuotaLedger ledger = ledger();
    ledger.after(List.of(set("org/acme/a", "12")));
    assertThat(ledger.after(List.of(set("org/acme/a", "1")))).containsExactly(use(ACME, 1, 13));
    assertThat(ledger.after(List.of(delete("org/acme/a"), set("org/acme/b", "1"))))
        .containsExactly(use(ACME, 1, 13));
    assertThat(ledger.after(List.of(delete("org/acme/b")))).containsExactly(use(ACME, 0, 0));
    assertThat(ledger.after(List.of(delete("org/acme/b")))).containsExactly(use(ACME, 0, 0));
  }

  @Test
  void aRefusedCommitIsForgottenWhole() {
    quota("org/acme", 2, 900);
    QuotaLedger ledger = ledger();
    ledger.after(List.of(set("org/acme/a", "1")));
    assertThatThrownBy(() -> ledger.after(List.of(set("org/acme/b", "1"), set("org/acme/c", "1"))))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(QUOTA_EXCEEDED));
    assertThat(ledger.after(List.of(set("org/acme/b", "1")))).containsExactly(use(ACME, 2, 26));
  }

  @Test
  void theSmallerOfTwoQuotasAboveDecides() {
    quota("org/acme", 5, 900);
    quota("org", 1, 900);
    QuotaLedger ledger = ledger();
    assertThatThrownBy(() -> ledger.after(List.of(set("org/acme/b", "1"), set("org/acme/c", "1"))))
        .hasMessage("org may hold 1 key and holds 0; this commit would make it 2");
  }

  @Test
  void whatExceedsMayShrinkAndNotGrow() {
    for (String name : List.of("a", "b", "c")) {
      put("org/acme/" + name, StringValue.of("12345"));
    }
    quota("org/acme", 1, 10);
    QuotaLedger ledger = ledger();
    ledger.after(List.of(set("org/acme/a", "1234")));
    ledger.after(List.of(delete("org/acme/a"), set("org/acme/d", "12")));
    assertThatThrownBy(() -> ledger.after(List.of(set("org/acme/d", "123"))))
        .hasMessageStartingWith("org/acme may hold 10 bytes and holds 48;");
    assertThat(ledger.after(List.of(delete("org/acme/d")))).containsExactly(use(ACME, 2, 34));
  }

  @Test
  void anIncrementTakesWhatItsResultTakes() {
    put("org/acme/n", NumberValue.of(99));
    quota("org/acme", 5, 900);
    Change increment =
        new Change.Increment(
            Key.parse("org/acme/n"), salted(NumberValue.of(1)), salted(NumberValue.of(100)));
    assertThat(ledger().after(List.of(increment))).containsExactly(use(ACME, 1, 10 + 3));
  }

  private QuotaLedger ledger() {
    return new QuotaLedger(store.policy().quotas(), store.ownView(), new RecentChanges());
  }

  private void quota(String namespace, long keys, long bytes) {
    store
        .quotas()
        .set(
            KeyPrefix.parse(namespace),
            new Quota(OptionalLong.of(keys), OptionalLong.of(bytes)),
            options());
  }

  private void put(String key, Value value) {
    try (Session session = store.session(options())) {
      session.set(Key.parse(key), value);
    }
  }

  private static SessionOptions options() {
    return new SessionOptions(
        Optional.of("admin"), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  private static Change set(String key, String text) {
    return new Change.Set(Key.parse(key), salted(StringValue.of(text)));
  }

  private static Change delete(String key) {
    return new Change.Delete(Key.parse(key));
  }

  private static SaltedValue salted(Value value) {
    return new SaltedValue(new byte[SaltedValue.SALT_BYTES], value);
  }

  private static NamespaceUse use(KeyPrefix namespace, long keys, long bytes) {
    return new NamespaceUse(namespace, keys, bytes);
  }
}
