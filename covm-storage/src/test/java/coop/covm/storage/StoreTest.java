package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.log.SaltedValue;
import coop.covm.value.ValueException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StoreTest {
  @Test
  void aMemoryStoreOpensByItsUrl() {
    try (Store store = Store.open("memory:", OpenMode.CREATE)) {
      assertThat(store.created()).isTrue();
      assertThat(store.revision()).isZero();
    }
  }

  @Test
  void aUrlThatNamesNoBackendIsRefusedNamingThoseThereAre() {
    assertRefused("redis:x", "scheme redis: is unknown", "memory:");
    assertRefused("rocksdb:x", "this build has no rocksdb backend", "memory:");
    assertRefused("sqlite:x", "no sqlite backend");
    assertRefused("./store", "no scheme", "file:./store");
    assertRefused("", "no scheme");
    assertRefused("memory:x", "memory");
    assertRefused("\u001B[31m:x", "\\u{1B}[31m");
  }

  @Test
  void aPasswordInAUrlIsNotShown() {
    assertThatThrownBy(() -> Store.open("postgresql://ann:secret@host/db", OpenMode.CREATE))
        .hasMessageContaining("no postgresql backend")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aMemoryStoreIsNeverThereBefore() {
    assertThatThrownBy(() -> Store.open("memory:", OpenMode.EXISTING))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.code()).isEqualTo(StorageError.STORE_NOT_FOUND));
  }

  @Test
  void aPrincipalIsAValidSegment() {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    assertThatThrownBy(() -> new SessionOptions(Optional.of("a/../b"), Optional.empty(), statement))
        .isInstanceOf(StorageException.class);
    assertThat(
            new SessionOptions(Optional.of("zoe\u0308"), Optional.empty(), statement)
                .caller()
                .principal())
        .contains("zoë");
  }

  @Test
  void aStatementThatUtf8CannotExpressIsRefusedBeforeItReachesTheLog() {
    assertThatThrownBy(() ->
            new RunStatement(
                Optional.empty(), Map.of(), UUID.randomUUID(), 0, Map.of("\uD800", 1L)))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void saltsNeverRepeat() {
    Salts salts = new Salts();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] salt = salts.next();
      assertThat(salt).hasSize(SaltedValue.SALT_BYTES);
      assertThat(seen.add(HexFormat.of().formatHex(salt))).isTrue();
    }
  }

  private static void assertRefused(String url, String... reasons) {
    assertThatThrownBy(() -> Store.open(url, OpenMode.CREATE))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_URL))
        .hasMessageContainingAll(reasons);
  }
}
