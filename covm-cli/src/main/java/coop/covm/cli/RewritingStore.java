package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;

/** Long work on a store that can be stopped, and goes on when it is asked for again. */
final class RewritingStore implements AutoCloseable {
  private final String what;
  private final Interruption interruption;

  /**
   * @param what the work, for whoever stops it
   */
  RewritingStore(Store store, String what) {
    this.what = what;
    this.interruption = Interruption.closing(store);
  }

  int run(Runnable work, Channel notes) {
    try {
      work.run();
      return Exit.OK;
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_CLOSED || !interruption.isTold()) {
        throw e;
      }
      notes.line("covm: %s was stopped; called again, it goes on".formatted(what));
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  @Override
  public void close() {
    interruption.close();
  }
}
