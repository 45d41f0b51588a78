package coop.covm.engine.kinds;

import coop.covm.value.BooleanValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;

/** What a variable or a place of the stack can hold, as far as an engine cares. */
public enum Kind {
  /** No value ever comes here. */
  NOTHING,
  NUMBER,
  BOOLEAN,
  /** Any value. */
  REFERENCE;

  public static Kind of(Value value) {
    return switch (value) {
      case NumberValue ignored -> NUMBER;
      case BooleanValue ignored -> BOOLEAN;
      default -> REFERENCE;
    };
  }

  /** What holds both. */
  public Kind join(Kind other) {
    if (this == NOTHING || this == other) {
      return other;
    }
    return other == NOTHING ? this : REFERENCE;
  }

  /** How to keep it: what never comes is kept like any value. */
  public Kind kept() {
    return this == NOTHING ? REFERENCE : this;
  }
}
