package coop.covm.storage;

import java.util.Locale;
import java.util.Optional;

/**
 * Something in a store that is not what a sound history leaves.
 *
 * @param kind what is wrong
 * @param revision the commit where it shows
 * @param key the key that it is about, if it is about one
 * @param message a sentence
 */
public record Finding(Kind kind, long revision, Optional<Key> key, String message) {
  /** What is wrong. */
  public enum Kind {
    /** A commit cannot be read, or its digests are not those of what it says. */
    RECORD,
    /** An encrypted value is not what was encrypted there. */
    VALUE,
    /** A commit does not follow the one before it. */
    CHAIN,
    /** A signature is missing where there must be one, or is not that of the principal's key. */
    SIGNATURE,
    /** A signed statement was made upon another history than the one it stands in. */
    UPON,
    /** A run states the same commit twice, or leaves one out. */
    RUN,
    /** A commit does what no rule allowed at the time. */
    ACCESS,
    /** A namespace takes more than its quota, or something else than the commits say. */
    QUOTA,
    /** The text of a program is not kept. */
    PROGRAM,
    /** The store's own signature is missing where there must be one, or is not that of its key. */
    HEAD,
    /** The store does not have the history that somebody wrote down. */
    FROM,
    /** What is derived from the log is not what the log says. */
    INDEX;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
