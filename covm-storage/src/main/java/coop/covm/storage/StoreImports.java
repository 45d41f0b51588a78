package coop.covm.storage;

import coop.covm.storage.log.Digest;
import java.util.Optional;

/**
 * What imports need of a store: to ask beforehand what would be refused, and to change keys
 * together with a mark of how far they have come, so that one which was interrupted goes on exactly
 * where it ended. An import may do what its caller may, and never changes anything else under
 * {@code system/}. {@code coop.covm.storage.exchange} reads the files.
 *
 * <p>A mark is a value under {@code system/import}, named by the digest of what is imported and by
 * the member who imports it; in a secured store everybody may set the own marks. Safe for use by
 * any number of threads.
 */
public final class StoreImports {
  private final Store store;

  StoreImports(Store store) {
    this.store = store;
  }

  /**
   * How far the caller's import of this source has come; empty if it has not begun.
   *
   * @param source the digest of all that is imported
   * @throws StorageException {@code AccessDenied} if the caller is not who it says
   */
  public Optional<ImportMark> mark(Digest source, Caller caller) {
    Key key = markKey(source, caller);
    try (StoreView view = store.viewBehind(caller)) {
      return view.get(key).map(value -> ImportMark.read(key, value));
    }
  }

  /**
   * Says what the store would refuse as of now; close it after use. Changes nothing, and works on a
   * store that was opened for reading.
   *
   * @throws StorageException {@code AccessDenied} if the caller is not who it says
   */
  public ImportCheck check(Caller caller) {
    return new ImportCheck(store.viewBehind(caller));
  }

  /**
   * Begins what becomes one commit; close it after use.
   *
   * @param by who imports; what it states about its run is of this commit alone, so each needs a
   *     run id of its own
   * @throws StorageException {@code StoreReadOnly}; {@code AccessDenied} if the caller is not who
   *     it says
   */
  public ImportTransaction begin(SessionOptions by) {
    return new ImportTransaction(store.beginSystem(by), by.caller());
  }

  static Key markKey(Digest source, Caller caller) {
    String digest = source.toString();
    return SystemKeys.of(
        SystemKeys.IMPORT, caller.principal().map(id -> digest + "/" + id).orElse(digest));
  }

  /** Whether the key holds a mark of this member. */
  static boolean isMarkOf(Key key, String member) {
    String end = "/" + member;
    return SystemKeys.rest(key)
        .filter(rest -> rest.endsWith(end) && rest.indexOf('/') == rest.length() - end.length())
        .isPresent();
  }
}
