package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.copy.Backup;
import coop.covm.storage.copy.BackupSource;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Migration;
import coop.covm.storage.copy.Restore;
import coop.covm.storage.copy.RestorePoint;
import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What all themes of copied histories share. */
abstract class CopyTesting extends StoreTesting {
  static final Caller NOBODY = Caller.NOBODY;

  @TempDir Path folder = Path.of(".");

  /** What a listener throws to end a copy in its midst. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static CopyListener stoppingAt(long revision) {
    return (stage, reached, _) -> {
      if (stage == CopyListener.Stage.COPIED && reached == revision) {
        throw new Stopped();
      }
    };
  }

  final StorageBackend newBackend() {
    return closing(newPlace().open(OpenMode.CREATE));
  }

  /** A store over a backend that has these commits. */
  final Store store(List<CommitRecord> records) {
    StorageBackend backend = newBackend();
    fill(backend, records);
    return over(backend);
  }

  final Store over(StorageBackend backend) {
    return closing(Store.over(backend, OpenMode.CREATE, InstantSource.system()));
  }

  static void fill(StorageBackend backend, List<CommitRecord> records) {
    try {
      backend.commit(new CommitBatch(0, records));
    } catch (HeadMovedException e) {
      throw new AssertionError(e);
    }
  }

  static Migration.Report migrate(Store source, Caller caller, StorageBackend target)
      throws InterruptedException {
    return new Migration(source, caller, CopyListener.NONE).into(target);
  }

  static Backup.Report backUp(Store source, Caller caller, Path directory)
      throws InterruptedException {
    return new Backup(source, caller, CopyListener.NONE).into(directory, false);
  }

  static Restore.Report restore(Path backup, RestorePoint point, StorageBackend target)
      throws InterruptedException {
    return restore(BackupSource.of(backup), point, target);
  }

  static Restore.Report restore(BackupSource backup, RestorePoint point, StorageBackend target)
      throws InterruptedException {
    return new Restore(backup, point, CopyListener.NONE).into(target);
  }

  /** The commits as a log would store them. */
  static List<String> stored(StorageBackend backend) {
    return stored(records(backend));
  }

  static List<String> stored(List<CommitRecord> records) {
    return records.stream()
        .map(CommitBinary::write)
        .map(bytes -> new String(bytes, ISO_8859_1))
        .toList();
  }

  static List<CommitRecord> records(StorageBackend backend) {
    List<CommitRecord> records = new ArrayList<>();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      for (long revision = 1; revision <= snapshot.head().revision(); revision++) {
        records.add(snapshot.commit(revision));
      }
    }
    return records;
  }

  static void assertSound(Store store, Caller caller) throws InterruptedException {
    assertThat(store.audit().verify(caller, Optional.empty(), _ -> {}).findings()).isEmpty();
  }
}
