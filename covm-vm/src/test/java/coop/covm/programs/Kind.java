package coop.covm.programs;

import org.jspecify.annotations.Nullable;

/**
 * What the writer of random programs knows of a value: its type, and often bounds within which the
 * program keeps it, so that a loop does not soon end in an overflow.
 */
enum Kind {
  ANY(null),
  NULL(ANY),
  BOOLEAN(ANY),
  NUMBER(ANY),
  /** A whole number far from every border. */
  INTEGER(NUMBER),
  /** A whole number from 0 to 9, as counts and indices are. */
  COUNT(INTEGER),
  DECIMAL(ANY),
  /** A decimal of a few digits. */
  MONEY(DECIMAL),
  TEXT(ANY),
  /** A text that may stand in a key as a segment. */
  WORD(TEXT),
  LIST(ANY),
  /** A list of {@link #INTEGER}. */
  NUMBERS(LIST),
  /** A list of {@link #TEXT}. */
  TEXTS(LIST),
  MAP(ANY),
  /** A map with nothing but {@link #INTEGER} in it. */
  TALLY(MAP);

  private final @Nullable Kind wider;

  Kind(@Nullable Kind wider) {
    this.wider = wider;
  }

  /** Whether a value of this kind may stand where one of the other is wanted. */
  boolean fits(Kind wanted) {
    return this == wanted || (wider != null && wider.fits(wanted));
  }

  /** Whether generated code can keep it in a local of the JVM as it is. */
  boolean isPrimitive() {
    return fits(NUMBER) || this == BOOLEAN;
  }
}
