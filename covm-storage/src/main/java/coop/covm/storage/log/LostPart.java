package coop.covm.storage.log;

import java.util.Optional;

/**
 * A part of a commit that cannot be read any more, while the digests of the commit still fit.
 *
 * @param name the key of a value, or the name of a parameter; empty for the others
 * @param digest what the part should have, if the commit says so
 */
public record LostPart(Kind kind, String name, Optional<Digest> digest) {
  /** What is lost. */
  public enum Kind {
    /** What a key has from this commit on. */
    VALUE,
    /** What was added to a key. */
    AMOUNT,
    /** A parameter of the run. */
    PARAMETER,
    /** The text of the program, if it stood here. */
    TEXT,
    /** The store's signature of this commit as its newest, if it stood here. */
    HEAD_SIGNATURE,
    /** Bytes between the parts; nothing that means anything. */
    FORM
  }

  static LostPart of(ValuePlace place, Digest digest) {
    Kind kind =
        switch (place.role()) {
          case VALUE -> Kind.VALUE;
          case AMOUNT -> Kind.AMOUNT;
          case PARAMETER -> Kind.PARAMETER;
        };
    return new LostPart(kind, place.name(), Optional.of(digest));
  }
}
