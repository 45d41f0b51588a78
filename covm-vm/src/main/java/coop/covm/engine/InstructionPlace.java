package coop.covm.engine;

/** Where an instruction stands in a module, in one word. */
final class InstructionPlace {
  private InstructionPlace() {}

  static long of(int function, int offset) {
    return (long) function << Integer.SIZE | offset;
  }

  static int function(long place) {
    return (int) (place >> Integer.SIZE);
  }

  static int offset(long place) {
    return (int) place;
  }
}
