package coop.covm.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a session has read outside transactions, each with the view it was read in, so that no
 * update that came in between is overwritten unseen. Bounded as {@link ReadSet} is: beyond a number
 * of keys the prefixes above them stand for them, with the oldest view.
 */
final class LoadedKeys {
  private static final int MAX_ENTRIES = 1 << 17;

  private final int maxEntries;
  private final Map<Key, Long> loaded = new HashMap<>();
  private final Map<KeyPrefix, Long> listed = new HashMap<>();

  /** What had to be made coarse; the oldest view of all that a prefix stands for. */
  private Map<KeyPrefix, Long> coarse = new HashMap<>();

  LoadedKeys() {
    this(MAX_ENTRIES);
  }

  LoadedKeys(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** The value was read: what was known of it before no longer counts. */
  void load(Key key, long view) {
    loaded.put(key, view);
    if (loaded.size() > maxEntries) {
      loaded.forEach((read, at) -> coarse.merge(KeyPrefix.above(read), at, Math::min));
      loaded.clear();
      coarsen();
    }
  }

  /** Only presence was asked: a value that was read before may still be written back. */
  void ask(Key key, long view) {
    if (!loaded.containsKey(key)) {
      load(key, view);
    }
  }

  void list(KeyPrefix prefix, long view) {
    listed.put(prefix, view);
    if (listed.size() > maxEntries) {
      listed.forEach((read, at) -> coarse.merge(read, at, Math::min));
      listed.clear();
      coarsen();
    }
  }

  /** The view in which the session read the key last, or empty if it did not. */
  Optional<Long> viewOf(Key key) {
    Long view = loaded.get(key);
    if (view != null) {
      return Optional.of(view);
    }
    Optional<Long> newestListing = Optional.empty();
    for (Optional<KeyPrefix> above = Optional.of(KeyPrefix.above(key));
        above.isPresent();
        above = above.flatMap(KeyPrefix::parent)) {
      KeyPrefix prefix = above.orElseThrow();
      Long oldest = coarse.get(prefix);
      if (oldest != null) {
        return Optional.of(oldest);
      }
      Long listing = listed.get(prefix);
      if (listing != null && listing > newestListing.orElse(-1L)) {
        newestListing = Optional.of(listing);
      }
    }
    return newestListing;
  }

  private void coarsen() {
    while (coarse.size() > maxEntries) {
      Map<KeyPrefix, Long> shorter = new HashMap<>();
      coarse.forEach((prefix, at) -> shorter.merge(prefix.parent().orElse(prefix), at, Math::min));
      coarse = shorter;
    }
  }
}
