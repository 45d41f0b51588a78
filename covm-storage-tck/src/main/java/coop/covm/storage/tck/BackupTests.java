package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Caller;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.storage.copy.Backup;
import coop.covm.storage.copy.BackupSource;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Restore;
import coop.covm.storage.copy.RestorePoint;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.StorageBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was backed up comes back as it was, at the end and at each point before. */
public abstract class BackupTests extends CopyTesting {
  @Test
  void eachRevisionComesBackAsItWas() throws Exception {
    SampleHistory sample = SampleHistory.make();
    Caller root = sample.members().caller("root");
    Path directory = folder.resolve("backup");
    StorageBackend source = newBackend();
    List<CommitRecord> records = sample.records();
    int half = records.size() / 2;
    fill(source, records.subList(0, half));
    Store store = over(source);
    assertThat(backUp(store, root, directory).full()).isTrue();
    add(source, records.subList(half, records.size()));
    Backup.Report increment = backUp(store, root, directory);
    assertThat(increment.full()).isFalse();
    assertThat(increment.commits()).isEqualTo(records.size() - half);
    for (int revision : List.of(1, half - 1, half, half + 1, records.size())) {
      StorageBackend target = newBackend();
      Restore.Report report = restore(directory, new RestorePoint.Revision(revision), target);
      assertThat(report.content().head().digest()).isEqualTo(records.get(revision - 1).digest());
      assertThat(stored(target)).isEqualTo(stored(records.subList(0, revision)));
      assertSound(over(target), root);
    }
    StorageBackend target = newBackend();
    Restore.Report all = restore(directory, RestorePoint.NEWEST, target);
    assertThat(all.content().head()).isEqualTo(store.head());
    assertThat(all.content().parts()).isEqualTo(2);
    assertThat(all.signingKey()).get().asString().startsWith("store-").endsWith(".key");
    assertThat(stored(target)).isEqualTo(stored(source));
  }

  private static void add(StorageBackend backend, List<CommitRecord> records) throws Exception {
    backend.commit(new CommitBatch(records.getFirst().revision() - 1, records));
  }

  @Test
  void aTimeIsTheNewestCommitUpToIt() throws Exception {
    Store store = newStore();
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      put(store, "org/a", number(i));
      heads.add(store.head());
    }
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    for (Head head : heads) {
      Head expected =
          heads.stream()
              .filter(other -> other.timeMillis() <= head.timeMillis())
              .reduce((_, last) -> last)
              .orElseThrow();
      StorageBackend target = newBackend();
      restore(directory, new RestorePoint.Time(head.timeMillis()), target);
      assertThat(over(target).head()).isEqualTo(expected);
    }
    StorageBackend before = newBackend();
    restore(directory, new RestorePoint.Time(heads.getFirst().timeMillis() - 1), before);
    assertThat(over(before).head()).isEqualTo(Head.EMPTY);
  }

  @Test
  void whatIsNotInTheBackupIsNoPoint() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    StorageBackend target = newBackend();
    assertThat(
            assertFails(
                CopyError.NO_SUCH_POINT,
                () -> restore(directory, new RestorePoint.Revision(2), target)))
        .hasMessageContaining("ends with revision 1");
    restore(directory, new RestorePoint.Revision(0), target);
    assertThat(over(target).head()).isEqualTo(Head.EMPTY);
  }

  @Test
  void aSecuredStoreIsLeftOnlyWhereItsStoreSigned() throws Exception {
    SampleHistory sample = SampleHistory.make();
    List<CommitRecord> records = new ArrayList<>(sample.records());
    for (int revision : List.of(4, 5)) {
      CommitRecord signed = records.get(revision - 1);
      records.set(
          revision - 1,
          new CommitRecord(
              signed.envelope(),
              signed.body(),
              signed.digest(),
              Optional.empty(),
              signed.programText()));
    }
    Caller root = sample.members().caller("root");
    Path directory = folder.resolve("backup");
    backUp(store(records), root, directory);
    for (int revision : List.of(4, 5)) {
      assertThat(
              assertFails(
                  CopyError.NO_SUCH_POINT,
                  () -> restore(directory, new RestorePoint.Revision(revision), newBackend())))
          .hasMessageContaining("the nearest are revision 3 and revision 6");
    }
    StorageBackend target = newBackend();
    restore(directory, new RestorePoint.Revision(6), target);
    assertSound(over(target), root);
    RestorePoint time = new RestorePoint.Time(records.get(4).timeMillis());
    StorageBackend atTime = newBackend();
    restore(directory, time, atTime);
    assertSound(over(atTime), root);
  }

  @Test
  void aStreamAndOnesBehindItAreOneBackup() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Backup backup = new Backup(store, NOBODY, CopyListener.NONE);
    Backup.Report full = backup.to(stream, Optional.empty());
    assertThat(full.bytes()).isEqualTo(stream.size());
    Path file = Files.write(folder.resolve("full"), stream.toByteArray());
    put(store, "org/a", number(2));
    assertThat(backup.to(stream, Optional.of(file)).commits()).isEqualTo(1);
    byte[] both = stream.toByteArray();
    StorageBackend target = newBackend();
    BackupSource source = BackupSource.of(new ByteArrayInputStream(both), "<stdin>");
    assertThat(restore(source, RestorePoint.NEWEST, target).content().parts()).isEqualTo(2);
    assertThat(over(target).head()).isEqualTo(store.head());
    StorageBackend fromFile = newBackend();
    restore(Files.write(folder.resolve("both"), both), RestorePoint.NEWEST, fromFile);
    assertThat(over(fromFile).head()).isEqualTo(store.head());
  }

  @Test
  void nothingNewIsNoFile() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    Backup.Report first = backUp(store, NOBODY, directory);
    Backup.Report second = backUp(store, NOBODY, directory);
    assertThat(second.file()).isEmpty();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(names(directory)).containsExactly("000001-full.covmbackup", "backup.lock");
    Backup.Report third = new Backup(store, NOBODY, CopyListener.NONE).into(directory, true);
    assertThat(third.file()).contains(directory.resolve("000002-full.covmbackup"));
  }

  @Test
  void whatIsCommittedMeanwhileComesNextTime() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    put(store, "org/a", number(2));
    Head begun = store.head();
    Path directory = folder.resolve("backup");
    CopyListener committing = (_, _, _) -> put(store, "org/meanwhile", number(1));
    Backup.Report report = new Backup(store, NOBODY, committing).into(directory, false);
    assertThat(report.head()).isEqualTo(begun);
    assertThat(backUp(store, NOBODY, directory).commits()).isEqualTo(2);
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    assertThat(over(target).head()).isEqualTo(store.head());
  }

  @Test
  void whatWasStoppedIsNoBackup() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    assertThatThrownBy(() -> new Backup(store, NOBODY, stoppingAt(1)).into(directory, false))
        .isInstanceOf(Stopped.class);
    assertThat(names(directory)).containsExactly("backup.lock");
    assertFails(
        CopyError.BACKUP_NOT_FOUND, () -> restore(directory, RestorePoint.NEWEST, newBackend()));
  }

  @Test
  void whatAKilledProcessHasLeftIsTakenAway() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = Files.createDirectory(folder.resolve("backup"));
    Files.createFile(
        directory.resolve(".000007-full.covmbackup.%s.unfinished".formatted(UUID.randomUUID())));
    backUp(store, NOBODY, directory);
    assertThat(names(directory)).containsExactly("000001-full.covmbackup", "backup.lock");
  }

  @Test
  void twoAtOnceAreKeptApart() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    CopyListener second =
        (_, _, _) -> assertFails(CopyError.BACKUP_BUSY, () -> backUp(store, NOBODY, directory));
    new Backup(store, NOBODY, second).into(directory, false);
    assertThat(names(directory)).hasSize(2);
  }

  @Test
  void aDirectoryThatHoldsSomethingElseIsLeftAlone() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(directory.resolve("letter.txt"), "dear ana");
    assertFails(CopyError.BACKUP_PLACE, () -> backUp(store, NOBODY, directory));
    assertThat(names(directory)).containsExactly("letter.txt");
    assertFails(
        CopyError.BACKUP_FAILED, () -> backUp(store, NOBODY, directory.resolve("letter.txt")));
  }

  @Test
  void backupsOfAnotherStoreOrCourseAreNotGoneOnFrom() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    StorageBackend early = newBackend();
    backUp(store, NOBODY, directory);
    restore(directory, RestorePoint.NEWEST, early);
    put(store, "org/a", number(2));
    backUp(store, NOBODY, directory);
    Store other = newStore();
    put(other, "org/a", number(1));
    put(other, "org/a", number(2));
    put(other, "org/a", number(3));
    assertFails(CopyError.BACKUP_PLACE, () -> backUp(other, NOBODY, directory));
    Store setBack = over(early);
    assertFails(CopyError.BACKUP_PLACE, () -> backUp(setBack, NOBODY, directory));
    put(setBack, "org/b", number(1));
    assertFails(CopyError.BACKUP_PLACE, () -> backUp(setBack, NOBODY, directory));
    assertFails(
        CopyError.BACKUP_PLACE,
        () -> new Backup(other, NOBODY, CopyListener.NONE).into(directory, true));
    new Backup(setBack, NOBODY, CopyListener.NONE).into(directory, true);
    StorageBackend target = newBackend();
    restore(directory, RestorePoint.NEWEST, target);
    assertThat(over(target).head()).isEqualTo(setBack.head());
  }

  @Test
  void aRestoreThatWasStoppedGoesOnAndNothingElseDoes() throws Exception {
    Store store = newStore();
    for (int i = 0; i < 12; i++) {
      put(store, "org/k" + i, text("x".repeat(1_000_000)));
    }
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    BackendPlace place = newPlace();
    StorageBackend target = closing(place.open(OpenMode.CREATE));
    BackupSource source = BackupSource.of(directory);
    assertThatThrownBy(() -> new Restore(source, RestorePoint.NEWEST, stoppingAt(10)).into(target))
        .isInstanceOf(Stopped.class);
    long there = records(target).size();
    assertThat(there).isBetween(1L, 10L);
    assertFails(
        CopyError.TARGET_TAKEN, () -> restore(directory, new RestorePoint.Revision(11), target));
    assertFails(CopyError.TARGET_TAKEN, () -> migrate(newStoreWith("org/z"), NOBODY, target));
    Restore.Report done = restore(directory, RestorePoint.NEWEST, target);
    assertThat(done.before()).isEqualTo(there);
    assertThat(restore(directory, RestorePoint.NEWEST, target).before()).isEqualTo(12);
    assertFails(
        CopyError.TARGET_TAKEN, () -> restore(directory, new RestorePoint.Revision(11), target));
    assertThat(over(target).head()).isEqualTo(store.head());
  }

  private Store newStoreWith(String key) {
    Store store = newStore();
    put(store, key, number(1));
    return store;
  }

  @Test
  void aTargetThatIsAStoreIsLeftAsItIs() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    StorageBackend target = newBackend();
    fill(target, records(newBackendWith()));
    List<String> before = stored(target);
    assertFails(CopyError.TARGET_TAKEN, () -> restore(directory, RestorePoint.NEWEST, target));
    assertThat(stored(target)).isEqualTo(before);
  }

  @Test
  void aTargetThatHasAllAndIsNotSoundIsNotSaidToBe() throws Exception {
    CommitRecord sound = records(newBackendWith()).getFirst();
    CommitBody withoutText =
        BodyDraft.edited(
            sound.body(),
            draft -> draft.program = Optional.of(Digest.sha256("lost".getBytes(ISO_8859_1))));
    List<CommitRecord> unsound =
        List.of(CommitRecord.seal(1, sound.timeMillis(), sound.previous(), withoutText));
    Path directory = folder.resolve("backup");
    backUp(store(unsound), NOBODY, directory);
    StorageBackend target = newBackend();
    fill(target, unsound);
    List<String> before = stored(target);
    assertFails(
        StorageError.HISTORY_NOT_SOUND, () -> restore(directory, RestorePoint.NEWEST, target));
    assertThat(stored(target)).isEqualTo(before);
  }

  private StorageBackend newBackendWith() {
    StorageBackend backend = newBackend();
    put(over(backend), "org/mine", number(1));
    return backend;
  }

  @Test
  void aFailingStreamIsTold() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    assertThatThrownBy(
            () -> new Backup(store, NOBODY, CopyListener.NONE).to(new FullDisk(), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(store.revision()).isEqualTo(1);
  }

  private static final class FullDisk extends OutputStream {
    private int left = 100;

    @Override
    public void write(int one) throws IOException {
      if (left-- == 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
