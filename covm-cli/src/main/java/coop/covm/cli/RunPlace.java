package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The store that a run works on: the real one, or for a dry run a layer of memory above it. */
final class RunPlace implements AutoCloseable {
  private final Store store;
  private final Optional<Store> beneath;
  private final Caller caller;

  private RunPlace(Store store, Optional<Store> beneath, Caller caller) {
    this.store = store;
    this.beneath = beneath;
    this.caller = caller;
  }

  /**
   * Opens the store, and makes it if it is not there, saying so; a dry run makes and changes
   * nothing.
   *
   * @throws StorageException as {@link Store#open}
   */
  static RunPlace open(StoreVisit visit, boolean dryRun, Terminal terminal) {
    if (dryRun) {
      Store beneath = openToRead(visit.place());
      return new RunPlace(beneath.overlay(), Optional.of(beneath), visit.caller());
    }
    Store store = visit.place().made(terminal);
    return new RunPlace(store, Optional.empty(), visit.caller());
  }

  private static Store openToRead(StorePlace place) {
    try {
      return place.open(OpenMode.READ_ONLY);
    } catch (StorageException e) {
      if (e.code() == StorageError.STORE_NOT_FOUND) {
        return StorePlace.memory().open(OpenMode.CREATE);
      }
      throw e;
    }
  }

  Store store() {
    return store;
  }

  /**
   * Tells each change that a dry run would have made, in order, of keys that the caller may read;
   * none if this is a real run. What the store itself notes of the run is no part of it.
   */
  void forEachPlannedChange(Consumer<Change> consumer) {
    if (beneath.isPresent()) {
      long before = beneath.get().revision();
      try (StoreView view = store.view(caller)) {
        for (long revision = before + 1; revision <= view.revision(); revision++) {
          view.visibleCommit(revision).stream()
              .flatMap(commit -> commit.body().changes().stream())
              .filter(change -> !change.key().isSystem())
              .forEach(consumer);
        }
      }
    }
  }

  /** The changes that a dry run would have made, in order; empty if this is a real run. */
  Optional<List<Json>> plannedChanges(Function<Change, Json> form) {
    if (beneath.isEmpty()) {
      return Optional.empty();
    }
    List<Json> changes = new ArrayList<>();
    forEachPlannedChange(change -> changes.add(form.apply(change)));
    return Optional.of(changes);
  }

  @Override
  public void close() {
    store.close();
    beneath.ifPresent(Store::close);
  }
}
