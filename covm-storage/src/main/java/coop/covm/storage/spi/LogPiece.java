package coop.covm.storage.spi;

import coop.covm.storage.Key;
import coop.covm.storage.log.SalvagedCommit;
import java.util.List;
import java.util.OptionalLong;

/** What stands somewhere in a log that may be damaged. */
public sealed interface LogPiece {
  LogPlace place();

  /**
   * A commit whose digests fit.
   *
   * @param endsGroup whether it is the last of those that were written together
   */
  record Commit(LogPlace place, SalvagedCommit commit, boolean endsGroup) implements LogPiece {}

  /**
   * Bytes that make no commit, or a file that is not there.
   *
   * @param what is wrong, in words
   * @param revision the one that seems to have stood there
   * @param keys that seem to be concerned
   */
  record Damage(LogPlace place, String what, OptionalLong revision, List<Key> keys)
      implements LogPiece {
    public Damage {
      keys = List.copyOf(keys);
    }

    public Damage(LogPlace place, String what) {
      this(place, what, OptionalLong.empty(), List.of());
    }
  }

  /**
   * A file beside the log that is not what was written, and which can be made anew from the log.
   */
  record Derived(LogPlace place, String what) implements LogPiece {}
}
