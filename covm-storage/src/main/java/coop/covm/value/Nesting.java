package coop.covm.value;

/** The bound on how deep values nest, which keeps every recursion over values shallow. */
final class Nesting {
  private Nesting() {}

  static int checked(int nesting) {
    if (nesting > Value.MAX_NESTING) {
      throw new ValueException(
          ValueError.NESTING_TOO_DEEP,
          "lists and maps nest at most " + Value.MAX_NESTING + " deep");
    }
    return nesting;
  }

  /** How deep a list or map of these values nests. */
  static int of(Iterable<Value> values) {
    int deepest = 1;
    for (Value value : values) {
      deepest = Math.max(deepest, value.nesting() + 1);
    }
    return checked(deepest);
  }

  /** Whether a list or map may nest less when a value takes the place of an old one. */
  static boolean mayFall(int nesting, Value old, Value value) {
    return nesting > 1 && old.nesting() + 1 == nesting && value.nesting() < old.nesting();
  }
}
