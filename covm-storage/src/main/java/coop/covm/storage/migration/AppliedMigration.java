package coop.covm.storage.migration;

import coop.covm.storage.Key;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitRecord;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A migration that a store has had.
 *
 * @param revision the commit that it made
 * @param timeMillis when, since 1970
 * @param by the member who applied it, if one was named
 */
public record AppliedMigration(
    Migration migration, long revision, long timeMillis, Optional<String> by) {

  /**
   * All that were applied as of a view, in the order of their numbers, which have no holes.
   *
   * @throws coop.covm.storage.StorageException {@code AccessDenied} if the caller of the view may
   *     not read {@code system/migration/}; {@code StoreFormat} if what is recorded there cannot be
   *     understood
   */
  public static List<AppliedMigration> all(StoreView view) {
    List<AppliedMigration> all = new ArrayList<>();
    for (int number = 1; number <= Migration.MOST; number++) {
      Key key = Migration.key(number);
      Optional<Value> recorded = view.get(key);
      if (recorded.isEmpty()) {
        break;
      }
      Migration migration = Migration.read(key, recorded.get());
      CommitRecord commit = view.commit(view.lastChange(key));
      all.add(
          new AppliedMigration(
              migration, commit.revision(), commit.timeMillis(), commit.body().principal()));
    }
    return List.copyOf(all);
  }
}
