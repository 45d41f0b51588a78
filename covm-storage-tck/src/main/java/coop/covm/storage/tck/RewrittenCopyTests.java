package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.storage.copy.Backup;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Migration;
import coop.covm.storage.copy.RestorePoint;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import coop.covm.storage.spi.StorageBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Copies hold nothing that was erased before, keep sealed what is, and go over compactions. */
public abstract class RewrittenCopyTests extends CopyTesting {
  private static final Key NAME = Key.parse("member/ana/name");
  private static final String SECRET = "Ana-Maria-Ruiz-Secret";
  private static final KeyPrefix ACME = KeyPrefix.parse("org/acme");

  private final MasterKey master = MasterKey.generate();

  @Test
  void nothingErasedIsInABackupMadeAfter() throws Exception {
    StorageBackend backend = newBackend();
    Store store = storeWithSecret(backend);
    Path directory = folder.resolve("backup");
    assertThat(text(file(backUp(store, NOBODY, directory)))).contains(SECRET);
    store.erasure().erase(NAME, "asked by ana", options("admin"));
    Backup.Report after = backUp(store, NOBODY, directory);
    assertThat(after.full()).isTrue();
    assertThat(after.outdated()).containsExactly(directory.resolve("000001-full.covmbackup"));
    assertThat(text(file(after))).doesNotContain(SECRET);
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    assertThat(stored(target)).isEqualTo(stored(backend)).noneMatch(c -> c.contains(SECRET));
    assertSound(over(target), NOBODY);
    put(store, "org/b", number(1));
    assertThat(backUp(store, NOBODY, directory).full()).isFalse();
  }

  @Test
  void whoBeginsAnewIsToldOfOldFilesToo() throws Exception {
    Store store = storeWithSecret(newBackend());
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    store.erasure().erase(NAME, "asked by ana", options("admin"));
    Backup.Report full = new Backup(store, NOBODY, CopyListener.NONE).into(directory, true);
    assertThat(full.outdated()).containsExactly(directory.resolve("000001-full.covmbackup"));
  }

  @Test
  void aStreamDoesNotGoOnFromWhatHoldsErasedValues() throws Exception {
    Store store = storeWithSecret(newBackend());
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    new Backup(store, NOBODY, CopyListener.NONE).to(stream, Optional.empty());
    Path upon = Files.write(folder.resolve("full"), stream.toByteArray());
    store.erasure().erase(NAME, "asked by ana", options("admin"));
    assertFails(
        CopyError.BACKUP_PLACE,
        () ->
            new Backup(store, NOBODY, CopyListener.NONE)
                .to(new ByteArrayOutputStream(), Optional.of(upon)));
  }

  @Test
  void anErasureThatWasInterruptedIsCarriedOutInTheCopy() throws Exception {
    StorageBackend backend = newBackend();
    Store store = storeWithSecret(new InterruptedCompaction(backend, 1));
    assertThatThrownBy(() -> store.erasure().erase(NAME, "asked by ana", options("admin")))
        .isInstanceOf(InterruptedCompaction.Interrupted.class);
    assertThat(stored(backend)).anyMatch(commit -> commit.contains(SECRET));
    assertThat(text(file(backUp(store, NOBODY, folder.resolve("backup"))))).doesNotContain(SECRET);
    StorageBackend target = newBackend();
    migrate(store, NOBODY, target);
    assertThat(stored(target)).noneMatch(commit -> commit.contains(SECRET));
    assertSound(over(target), NOBODY);
  }

  @Test
  void whatWasCopiedBeforeAnErasureIsNotGoneOnFrom() throws Exception {
    Store store = storeWithSecret(newBackend());
    StorageBackend whole = newBackend();
    migrate(store, NOBODY, whole);
    StorageBackend part = newBackend();
    for (int i = 0; i < 8; i++) {
      put(store, "org/k" + i, text("x".repeat(1_000_000)));
    }
    assertThatThrownBy(() -> new Migration(store, NOBODY, stoppingAt(9)).into(part))
        .isInstanceOf(Stopped.class);
    assertThat(records(part)).isNotEmpty();
    store.erasure().erase(NAME, "asked by ana", options("admin"));
    for (StorageBackend target : List.of(whole, part)) {
      assertThat(assertFails(CopyError.TARGET_TAKEN, () -> migrate(store, NOBODY, target)))
          .hasMessageContaining("erased");
    }
  }

  @Test
  void sealedValuesStaySealedAndNoKeyIsNeeded() throws Exception {
    StorageBackend backend = newBackend();
    Store store = over(backend, keys(master));
    store.encryption().encrypt(ACME, options("admin"));
    put(store, "org/acme/name", text(SECRET));
    Store withoutKey = over(backend);
    Path directory = folder.resolve("backup");
    Backup.Report report = backUp(withoutKey, NOBODY, directory);
    assertThat(report.masterKeys()).containsExactly(master.id());
    assertThat(text(file(report))).doesNotContain(SECRET).contains(master.id());
    StorageBackend restored = newBackend();
    assertThat(restore(directory, RestorePoint.NEWEST, restored).content().masterKeys())
        .containsExactly(master.id());
    StorageBackend migrated = newBackend();
    migrate(withoutKey, NOBODY, migrated);
    for (StorageBackend target : List.of(restored, migrated)) {
      assertThat(stored(target)).isEqualTo(stored(backend));
      assertThat(read(over(target, keys(master)), "org/acme/name")).contains(text(SECRET));
      assertFails(StorageError.ENCRYPTION_KEY, () -> read(over(target), "org/acme/name"));
    }
  }

  @Test
  void afterOtherKeysABackupIsFull() throws Exception {
    Store store = over(newBackend(), keys(master));
    put(store, "org/acme/name", text(SECRET));
    Path directory = folder.resolve("backup");
    assertThat(text(file(backUp(store, NOBODY, directory)))).contains(SECRET);
    store.encryption().encrypt(ACME, options("admin"));
    Backup.Report encrypted = backUp(store, NOBODY, directory);
    assertThat(encrypted.outdated()).hasSize(1);
    assertThat(text(file(encrypted))).doesNotContain(SECRET);
    store.encryption().rotate(List.of(ACME), options("admin"));
    Backup.Report rotated = backUp(store, NOBODY, directory);
    assertThat(rotated.full()).isTrue();
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    try (StoreView view = over(target, keys(master)).view()) {
      assertThat(view.getAt(key("org/acme/name"), 1)).contains(text(SECRET));
    }
  }

  @Test
  void otherKeysMeanwhileAreNoticed() throws Exception {
    Store store = over(newBackend(), keys(master));
    put(store, "org/acme/name", text(SECRET));
    put(store, "org/acme/name", text(SECRET));
    Path directory = folder.resolve("backup");
    CopyListener encrypting =
        (_, revision, _) -> {
          if (revision == 1) {
            store.encryption().encrypt(ACME, options("admin"));
          }
        };
    assertFails(
        CopyError.COPY_DISTURBED,
        () -> new Backup(store, NOBODY, encrypting).into(directory, false));
    assertThat(BackupTests.names(directory)).containsExactly("backup.lock");
    backUp(store, NOBODY, directory);
  }

  @Test
  void aCompactionBetweenTwoPartsTakesNothingFromTheFirst() throws Exception {
    Store store = newStore();
    Path directory = folder.resolve("backup");
    for (int i = 1; i <= 3; i++) {
      put(store, "org/a", number(i));
    }
    backUp(store, NOBODY, directory);
    for (int i = 4; i <= 6; i++) {
      put(store, "org/a", number(i));
    }
    store
        .history()
        .keep(Optional.of(prefix("org")), Optional.of(new HistoryPolicy.Versions(1)), options("a"));
    store.history().compact(options("admin"));
    put(store, "org/a", number(7));
    assertThat(backUp(store, NOBODY, directory).full()).isFalse();
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    Store restored = over(target);
    assertThat(restored.head()).isEqualTo(store.head());
    assertSound(restored, NOBODY);
    try (StoreView view = restored.view()) {
      assertThat(view.get(key("org/a"))).contains(number(7));
      assertThat(view.getAt(key("org/a"), 2)).contains(number(2));
      assertFails(StorageError.REVISION_COMPACTED, () -> view.getAt(key("org/a"), 5));
      assertThat(view.getAt(key("org/a"), 6)).contains(number(6));
    }
    restored.history().compact(options("admin"));
    try (StoreView view = restored.view()) {
      assertFails(StorageError.REVISION_COMPACTED, () -> view.getAt(key("org/a"), 2));
    }
    assertSound(restored, NOBODY);
    StorageBackend before = newBackend();
    restore(directory, new RestorePoint.Revision(2), before);
    assertThat(read(over(before), "org/a")).contains(number(2));
  }

  @Test
  void aCompactionWhileItIsCopiedLeavesACopyThatIsSound() throws Exception {
    Store store = newStore();
    for (int i = 1; i <= 6; i++) {
      put(store, "org/a", number(i));
    }
    store
        .history()
        .keep(Optional.empty(), Optional.of(new HistoryPolicy.Versions(1)), options("a"));
    Path directory = folder.resolve("backup");
    CopyListener compacting =
        (_, revision, _) -> {
          if (revision == 2) {
            store.history().compact(options("admin"));
          }
        };
    Backup.Report report = new Backup(store, NOBODY, compacting).into(directory, false);
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    Store restored = over(target);
    assertThat(restored.head()).isEqualTo(report.head());
    assertSound(restored, NOBODY);
    assertThat(read(restored, "org/a")).contains(number(6));
  }

  @Test
  void aCompactedStoreIsReadTheSameInItsNewPlace() throws Exception {
    Store store = newStore();
    for (int i = 1; i <= 4; i++) {
      put(store, "org/a", number(i));
      put(store, "org/b", number(i));
      remove(store, "org/b");
    }
    store
        .history()
        .keep(Optional.of(prefix("org")), Optional.of(new HistoryPolicy.Versions(1)), options("a"));
    store.history().compact(options("admin"));
    StorageBackend target = newBackend();
    migrate(store, NOBODY, target);
    Store copy = over(target);
    assertSound(copy, NOBODY);
    try (StoreView one = store.view();
        StoreView other = copy.view()) {
      for (String name : List.of("org/a", "org/b")) {
        assertThat(other.versions(key(name))).isEqualTo(one.versions(key(name)));
        for (long revision = 0; revision <= store.revision(); revision++) {
          assertThat(answer(other, name, revision)).isEqualTo(answer(one, name, revision));
        }
      }
    }
  }

  private static String answer(StoreView view, String key, long revision) {
    try {
      return view.getAt(key(key), revision).toString();
    } catch (StorageException e) {
      return e.code().title();
    }
  }

  /** The secret stands in two values and a parameter. */
  private Store storeWithSecret(StorageBackend backend) {
    Store store = over(backend);
    put(store, NAME.toString(), text(SECRET));
    RunStatement statement =
        new RunStatement(
            Optional.of("emit 1\n"), Map.of("name", text(SECRET)), UUID.randomUUID(), 0, Map.of());
    SessionOptions options = new SessionOptions(Optional.of("ana"), Optional.empty(), statement);
    try (Session session = store.session(options)) {
      session.set(NAME, text("Mx " + SECRET));
    }
    put(store, "org/a", number(1));
    return store;
  }

  private Store over(StorageBackend backend, MasterKeys keys) {
    return closing(
        Store.over(
            backend,
            OpenMode.CREATE,
            InstantSource.system(),
            StoreOptions.STANDARD.withMasterKeys(keys)));
  }

  private static MasterKeys keys(MasterKey key) {
    return MasterKeys.of(key.text(), "the test");
  }

  private static Path file(Backup.Report report) {
    return report.file().orElseThrow();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), ISO_8859_1);
  }
}
