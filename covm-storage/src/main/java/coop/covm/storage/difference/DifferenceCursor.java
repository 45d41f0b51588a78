package coop.covm.storage.difference;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the keys that differ between two contents, in the order of their UTF-8 bytes, holding the
 * values of one key at a time. Every value below the prefix is read, on both sides, unless it is
 * {@linkplain Contents#isKnownSame known} to be the same. Before the first {@link #next} it stands
 * on none. When a value cannot be read and that is thrown, the next call goes on behind its key.
 * For use by one thread.
 */
public final class DifferenceCursor implements AutoCloseable {
  private final Contents before;
  private final Contents after;
  private final KeyCursor keysBefore;
  private final KeyCursor keysAfter;
  private @Nullable Key nextBefore;
  private @Nullable Key nextAfter;
  private @Nullable KeyDifference difference;

  private DifferenceCursor(
      Contents before, Contents after, KeyCursor keysBefore, KeyCursor keysAfter) {
    this.before = before;
    this.after = after;
    this.keysBefore = keysBefore;
    this.keysAfter = keysAfter;
    this.nextBefore = following(keysBefore);
    this.nextAfter = following(keysAfter);
  }

  /**
   * The differences below a prefix.
   *
   * @param before stays open until this cursor is closed
   * @param after likewise
   */
  public static DifferenceCursor between(Contents before, Contents after, KeyPrefix prefix) {
    KeyCursor keysBefore = before.keys(prefix);
    KeyCursor keysAfter = null;
    boolean done = false;
    try {
      keysAfter = after.keys(prefix);
      DifferenceCursor cursor = new DifferenceCursor(before, after, keysBefore, keysAfter);
      done = true;
      return cursor;
    } finally {
      if (!done) {
        keysBefore.close();
        if (keysAfter != null) {
          keysAfter.close();
        }
      }
    }
  }

  /** Moves to the next key that differs; false at the end, and from then on. */
  public boolean next() {
    difference = null;
    while (difference == null && (nextBefore != null || nextAfter != null)) {
      difference = ofNextKey().orElse(null);
    }
    return difference != null;
  }

  /**
   * The difference it stands on.
   *
   * @throws IllegalStateException if it stands on none
   */
  public KeyDifference difference() {
    if (difference == null) {
      throw new IllegalStateException("the cursor stands on no difference");
    }
    return difference;
  }

  /** Closing twice is harmless. The contents stay open. */
  @Override
  public void close() {
    try {
      keysBefore.close();
    } finally {
      keysAfter.close();
    }
  }

  /** Compares the smaller of the two next keys, and goes on behind it where it stands. */
  private Optional<KeyDifference> ofNextKey() {
    int order = order(nextBefore, nextAfter);
    if (order < 0 && nextBefore != null) {
      Key key = nextBefore;
      nextBefore = following(keysBefore);
      return KeyDifference.between(key, before.get(key), Optional.empty());
    }
    if (order > 0 && nextAfter != null) {
      Key key = nextAfter;
      nextAfter = following(keysAfter);
      return KeyDifference.between(key, Optional.empty(), after.get(key));
    }
    Key key = Objects.requireNonNull(nextBefore);
    nextBefore = following(keysBefore);
    nextAfter = following(keysAfter);
    return before.isKnownSame(key, after)
        ? Optional.empty()
        : KeyDifference.between(key, before.get(key), after.get(key));
  }

  /** The end of keys comes behind all of them. */
  private static int order(@Nullable Key one, @Nullable Key other) {
    if (one == null) {
      return 1;
    }
    return other == null ? -1 : one.compareTo(other);
  }

  private static @Nullable Key following(KeyCursor cursor) {
    return cursor.next() ? cursor.key() : null;
  }
}
