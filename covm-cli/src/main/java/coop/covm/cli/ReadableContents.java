package coop.covm.cli;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.difference.Contents;
import coop.covm.value.Value;
import java.util.Optional;

/** Contents that tell by an exception of their own which values nobody can show. */
record ReadableContents(Contents contents) implements Contents {
  /** The value of a key was erased or compacted, or is encrypted under a key that is not there. */
  static final class HiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Key key;
    private final String why;

    HiddenException(Key key, String why) {
      super(why, null, false, false);
      this.key = key;
      this.why = why;
    }

    Key key() {
      return key;
    }

    /** {@code encrypted}, {@code erased} or {@code compacted}. */
    String why() {
      return why;
    }
  }

  /** The keys, among them those of which nobody knows any more whether they had a value. */
  @Override
  public KeyCursor keys(KeyPrefix prefix) {
    return new AllKeys(contents.keys(prefix));
  }

  /**
   * @throws HiddenException if nobody can show it
   */
  @Override
  public Optional<Value> get(Key key) {
    try {
      return contents.get(key);
    } catch (StorageException e) {
      throw why(e).<RuntimeException>map(why -> new HiddenException(key, why)).orElse(e);
    }
  }

  private static Optional<String> why(StorageException e) {
    if (e.code() == StorageError.ENCRYPTION_KEY) {
      return Optional.of("encrypted");
    }
    if (e.code() == StorageError.VALUE_ERASED) {
      return Optional.of("erased");
    }
    return e.code() == StorageError.REVISION_COMPACTED
        ? Optional.of("compacted")
        : Optional.empty();
  }

  @Override
  public boolean isKnownSame(Key key, Contents other) {
    return other instanceof ReadableContents readable
        && contents.isKnownSame(key, readable.contents);
  }

  /** Stands on a key that its cursor refuses to tell of too. */
  private static final class AllKeys implements KeyCursor {
    private final KeyCursor keys;
    private Optional<Key> refused = Optional.empty();

    AllKeys(KeyCursor keys) {
      this.keys = keys;
    }

    @Override
    public boolean next() {
      refused = Optional.empty();
      try {
        return keys.next();
      } catch (StorageException e) {
        refused = why(e).flatMap(_ -> Optional.ofNullable(e.facts().get("key"))).map(Key::parse);
        if (refused.isEmpty()) {
          throw e;
        }
        return true;
      }
    }

    @Override
    public Key key() {
      return refused.orElseGet(keys::key);
    }

    @Override
    public void close() {
      keys.close();
    }
  }
}
