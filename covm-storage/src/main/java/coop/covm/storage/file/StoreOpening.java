package coop.covm.storage.file;

import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.Faults;
import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.file.LockFile.Held;
import coop.covm.storage.file.StoreCreation.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** The way from a directory to a backend. */
final class StoreOpening {
  private final Disk disk;
  private final OpenMode mode;
  private final boolean writing;
  private final FileStoreOptions options;

  private StoreOpening(Disk disk, OpenMode mode, FileStoreOptions options) {
    this.disk = disk;
    this.mode = mode;
    this.writing = mode != OpenMode.READ_ONLY;
    this.options = options;
  }

  /**
   * Opens the store of a disk as {@link FileStorageBackend#open} says.
   *
   * @throws StorageException as there
   */
  static FileStorageBackend open(Disk disk, OpenMode mode, FileStoreOptions options) {
    StoreOpening opening = new StoreOpening(disk, mode, options);
    Path directory = disk.directory();
    try {
      return opening.open();
    } catch (LockFile.BusyException e) {
      throw Faults.busy(directory, e.waitedMillis());
    } catch (ReadOnlyFileSystemException e) {
      throw Faults.openFailed(directory, opening.writing, Faults.checked(directory, e));
    } catch (IOException e) {
      throw Faults.openFailed(directory, opening.writing, e);
    }
  }

  private FileStorageBackend open() throws IOException {
    boolean made = makeDirectoryIfMissing();
    requireUsable(made ? Place.NOTHING : placeOfExisting());
    if (!made && StoreCreation.place(disk) == Place.STORE) {
      readFormat(); // a store that this release cannot read is left as it is, without a lock file
    }
    LockFile lock = LockFile.open(disk.directory(), writing);
    boolean done = false;
    try (Held _ = lock.lockJournal(writing, LockFile.JOURNAL_PATIENCE)) {
      Place place = StoreCreation.place(disk); // again: now nobody else is making it
      requireUsable(place);
      boolean created = place == Place.NOTHING;
      if (created) {
        StoreCreation.create(disk, new FormatFile(StoreLayout.KIND, options.segmentBytes()));
      }
      FileStorageBackend backend = openWhole(lock, created);
      done = true;
      return backend;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  private FileStorageBackend openWhole(LockFile lock, boolean created) throws IOException {
    FormatFile format = readFormat();
    JournalOpening opening =
        new JournalOpening(disk, writing, format, options.durability(), options.warnings());
    Journal journal = opening.open();
    IndexSnapshots snapshots = new IndexSnapshots(disk, lock, options, opening.coveredBytes());
    if (writing) {
      snapshots.consider(journal.state());
    }
    return new FileStorageBackend(disk, writing, created, lock, journal, snapshots);
  }

  private FormatFile readFormat() throws IOException {
    return FormatFile.read(disk, StoreLayout.KIND, StoreCreation.holdsJournal(disk));
  }

  private Place placeOfExisting() throws IOException {
    try {
      return StoreCreation.place(disk);
    } catch (NoSuchFileException e) {
      throw Faults.notFound(disk.directory(), "there is no such directory");
    }
  }

  private boolean makeDirectoryIfMissing() throws IOException {
    if (mode != OpenMode.CREATE) {
      return false;
    }
    try {
      disk.names();
      return false;
    } catch (NoSuchFileException e) {
      disk.makeDirectory();
      return true;
    }
  }

  private void requireUsable(Place place) {
    switch (place) {
      case STORE -> {}
      case NOTHING -> {
        if (mode != OpenMode.CREATE) {
          throw Faults.notFound(disk.directory(), "there is no store in this directory");
        }
      }
      case SOMETHING_ELSE ->
          throw Faults.format(
              disk.directory(), "holds files that are no store; name another directory");
    }
  }
}
