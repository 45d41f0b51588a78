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
}
