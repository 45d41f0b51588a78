package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.exchange.Import;
import coop.covm.storage.exchange.ImportFile;
import coop.covm.storage.exchange.ImportListener;
import coop.covm.storage.exchange.ImportOptions;
import coop.covm.storage.exchange.ImportReport;
import java.io.IOException;

/** {@code covm storage import} of an export. */
record ExportImporting(
    StoreVisit visit, ImportFile file, ImportOptions options, Terminal terminal) {
  /**
   * Imports. A store that is not there is made, but only for what can be imported.
   *
   * @throws CommandException {@code InputNotFound}, {@code InputUnreadable}
   */
  ImportReport run() throws InterruptedException {
    try (Store store = made();
        Progress progress = terminal.progress()) {
      return new Import(store, visit.caller(), file, options, shown(progress)).run();
    } catch (IOException e) {
      throw InputBytes.failed(file.name(), e);
    }
  }

  /**
   * Says what would be. A store that is not there counts as an empty one.
   *
   * @throws CommandException as {@link #run}
   */
  ImportReport check() throws InterruptedException {
    try (Store store = visit.toRead()) {
      return check(store, visit.caller());
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      return checkAlone();
    }
  }

  private Store made() throws InterruptedException {
    try {
      return visit.place().open(OpenMode.EXISTING);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      checkAlone();
      return visit.place().made(terminal);
    }
  }

  private ImportReport checkAlone() throws InterruptedException {
    try (Store empty = StorePlace.memory().open(OpenMode.CREATE)) {
      return check(empty, Caller.NOBODY);
    }
  }

  private ImportReport check(Store store, Caller caller) throws InterruptedException {
    try (Progress progress = terminal.progress()) {
      return new Import(store, caller, file, options, shown(progress)).check();
    } catch (IOException e) {
      throw InputBytes.failed(file.name(), e);
    }
  }

  private static ImportListener shown(Progress progress) {
    return new ImportListener() {
      @Override
      public void checked(long bytes, long of) {
        progress.show("checked", Progress.Unit.BYTES, bytes, of);
      }

      @Override
      public void imported(long steps, long of) {
        progress.show("imported", Progress.Unit.KEYS, steps, of);
      }
    };
  }
}
