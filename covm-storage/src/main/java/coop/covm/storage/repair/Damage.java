package coop.covm.storage.repair;

import coop.covm.storage.Key;
import coop.covm.storage.log.Digest;
import coop.covm.storage.spi.LogPlace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something in the files of a store that is not what was written, and what that means.
 *
 * @param place where it was found, if it is at a place
 * @param revisions the commits that it is about, if that can be told
 * @param digest of what is lost or in the way, if the log says so
 * @param keys that are concerned, as far as can be told
 * @param message a sentence
 */
public record Damage(
    Kind kind,
    Optional<LogPlace> place,
    Optional<Revisions> revisions,
    Optional<Digest> digest,
    List<Key> keys,
    String message) {
  public Damage {
    keys = List.copyOf(keys);
  }

  /** From one revision to another, both included. */
  public record Revisions(long first, long last) {
    static Revisions of(long revision) {
      return new Revisions(revision, revision);
    }

    /** For messages: {@code revision 4}, or {@code revisions 4 to 7}. */
    @Override
    public String toString() {
      return first == last
          ? "revision %s".formatted(first)
          : "revisions %s to %s".formatted(first, last);
    }
  }

  /** What is wrong. */
  public enum Kind {
    /** A file that can be made anew from the log. Nothing is lost. */
    FILE,
    /** A commit that stands where it does not belong, or once more. Nothing is lost. */
    PLACE,
    /** Bytes of a commit that mean nothing by themselves. Nothing is lost. */
    FORM,
    /** Bytes of the log that make no commit, or a file of it that is not there. */
    BYTES,
    /** A value of a commit that is kept without it, as if it had been erased. */
    VALUE,
    /** The text of a program; the commit is kept without it. */
    TEXT,
    /** The store's signature of a commit that is kept without it. */
    SIGNATURE,
    /** Commits that were made and stand nowhere. */
    MISSING,
    /** Commits that can be read, and which nothing proves any more. */
    UNPROVEN;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether something of the history is gone because of it. Bytes alone do not tell: what they
     * were is missing, or stands elsewhere.
     */
    boolean isLoss() {
      return switch (this) {
        case FILE, PLACE, FORM, SIGNATURE, BYTES -> false;
        case VALUE, TEXT, MISSING, UNPROVEN -> true;
      };
    }
  }
}
