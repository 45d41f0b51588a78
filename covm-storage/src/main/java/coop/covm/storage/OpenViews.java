package coop.covm.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who reads the store as of which revision, so that compaction leaves what they may still read.
 * Safe for use by any number of threads.
 */
final class OpenViews {
  private final Set<Pin> pins = ConcurrentHashMap.newKeySet();

  /** A revision that every snapshot taken from now on shows. */
  private volatile long reached;

  /**
   * Holds what any snapshot may show that is taken from now on, until it is moved to what that one
   * shows. So there is no moment at which a view is open and not held.
   */
  Pin pin() {
    Pin pin = new Pin(reached);
    pins.add(pin);
    return pin;
  }

  /** The oldest revision that somebody reads as of; the given one if nobody reads an older one. */
  long oldest(long newest) {
    long oldest = newest;
    for (Pin pin : pins) {
      oldest = Math.min(oldest, pin.revision);
    }
    return oldest;
  }

  /** Holds what can be read as of a revision and of those after it. */
  final class Pin {
    private volatile long revision;

    private Pin(long revision) {
      this.revision = revision;
    }

    void move(long to) {
      revision = to;
      if (to > reached) {
        reached = to; // a lost race makes it older, which holds more
      }
    }

    void release() {
      pins.remove(this);
    }
  }
}
