package coop.covm.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.RealDisk;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Commits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at the end of the log, or was to stand there, and never became durable. */
final class UnforcedEndTest {
  @TempDir Path folder = Path.of(".");
  TestDirectory directory = new TestDirectory(Path.of("."));
  Head head = Head.EMPTY;

  @BeforeEach
  void setUp() {
    directory = new TestDirectory(folder.resolve("data"));
    try (StorageBackend backend = directory.backend(OpenMode.CREATE)) {
      Commits.commit(backend, "a");
      head = Commits.commit(backend, "b");
    }
  }

  @Test
  void anIndexThatHasSeenWhatNeverReachedTheDiskIsMadeAnew() throws IOException {
    CommitRecord lost = Commits.set(head, "lost", "value");
    writeIntoIndexAlone(lost, true);
    for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.EXISTING)) {
      try (Store store = directory.store(mode)) {
        assertThat(TestDirectory.readAll(store)).as(mode.name()).isEqualTo(head);
        try (var view = store.view()) {
          assertThat(view.get(Commits.key("lost"))).isEmpty();
        }
      }
    }
    assertThat(directory.warnings)
        .singleElement()
        .asString()
        .contains("has seen commits that never reached the disk");
    Head after;
    try (StorageBackend backend = directory.backend(OpenMode.EXISTING)) {
      after = Commits.commit(backend, "c");
    }
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(after);
    }
  }

  @Test
  void anIndexThatHasSeenWhatWasDurableFindsTheLossOut() throws IOException {
    writeIntoIndexAlone(Commits.set(head, "lost", "value"), false);
    assertThatThrownBy(() -> directory.store(OpenMode.EXISTING))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("revision 3, which was committed, is not there");
  }

  @Test
  void aFrameBehindTheEndIsNotTakenForALaterCommit() throws IOException {
    // A later frame reached the disk, the one before it did not; then the same is done again.
    CommitRecord first = Commits.set(head, "c", "v3");
    GroupFrame lost = GroupFrame.of(List.of(first));
    CommitRecord second = Commits.set(first.head(), "d", "kept by the disk");
    LogPosition end = replay(LogEnd.EMPTY, (_, _, _) -> {}).next();
    LogPosition behind = new LogPosition(end.segment(), end.offset() + lost.bytes());
    writeIntoLog(behind, GroupFrame.of(List.of(second)).bytesAt(behind));
    try (StorageBackend backend = directory.backend(OpenMode.EXISTING)) {
      assertThat(Commits.head(backend)).isEqualTo(head);
    }
    try (StorageBackend backend = directory.backend(OpenMode.EXISTING)) {
      head = Commits.commit(backend, "c"); // as long as the lost one
    }
    try (StorageBackend backend = directory.backend(OpenMode.EXISTING)) {
      head = Commits.commit(backend, "d");
    }
    try (Store store = directory.store(OpenMode.EXISTING)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
    }
    assertThat(directory.warnings).isEmpty();
  }

  @Test
  void bufferedCommitsAreMarkedAsAcknowledgedOnceTheyAreForced() throws IOException {
    Path mark = directory.path().resolve("head.json");
    try (Store store =
        Store.over(
            directory.backend(OpenMode.EXISTING, Durability.BUFFERED),
            OpenMode.EXISTING,
            InstantSource.system())) {
      head = TestDirectory.put(store, "c", "buffered");
      assertThat(Files.readString(mark)).contains("\"revision\":2,");
    }
    assertThat(Files.readString(mark)).contains("\"revision\":3,");
    try (Store store = directory.store(OpenMode.READ_ONLY)) {
      assertThat(TestDirectory.readAll(store)).isEqualTo(head);
    }
  }

  /** As if RocksDB had flushed a group whose frame in the log was lost. */
  private void writeIntoIndexAlone(CommitRecord record, boolean notedAsUnforced)
      throws IOException {
    Path path = directory.path().resolve(StoreLayout.INDEX);
    try (Index index = Index.open(path, new Natives(directory.path()), true)) {
      LogPosition place = replay(index.seen().orElse(LogEnd.EMPTY), index::apply).next();
      GroupFrame frame = GroupFrame.of(List.of(record));
      LogPosition next = new LogPosition(place.segment(), place.offset() + frame.bytes());
      index.apply(
          List.of(record),
          frame.spansAt(place),
          new LogEnd(record.head(), next, place, notedAsUnforced ? place : next));
      index.flush();
    }
  }

  private LogEnd replay(LogEnd from, LogReplay.Target target) throws IOException {
    Disk disk = new RealDisk(directory.path());
    return new LogReplay(disk, StorePlace.lastSegment(disk), Optional.empty()).run(from, target);
  }

  private void writeIntoLog(LogPosition at, byte[] bytes) throws IOException {
    Path segment = directory.path().resolve(StoreLayout.segment(at.segment()));
    try (var channel = Files.newByteChannel(segment, StandardOpenOption.WRITE)) {
      channel.position(at.offset());
      channel.write(ByteBuffer.wrap(bytes));
    }
  }
}
