package coop.covm.storage.tck.history;

import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;

/** Where the store of one round of a campaign is: new and empty for each round. */
@FunctionalInterface
public interface HistoryPlace {
  /**
   * Opens the store. Called once for each store that the workers use at the same time, and, where
   * the campaign says that the place keeps what it has, once more after those were closed.
   */
  Store open(StoreOptions options);
}
