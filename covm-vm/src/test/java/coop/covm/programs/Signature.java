package coop.covm.programs;

import java.util.List;

/**
 * A function of a random program, or its main part.
 *
 * @param index where it stands among them; a function calls itself and those behind it
 * @param parameters of a recursive one the first says how many calls may still follow
 * @param selfCalls how many places may call it again from within
 * @param primitive whether it deals in numbers and booleans only
 * @param stated whether its header says how many results it has
 */
record Signature(
    int index,
    List<Kind> parameters,
    List<Kind> results,
    int selfCalls,
    boolean primitive,
    boolean stated) {
  static final int MAIN = -1;

  static Signature main(boolean primitive) {
    return new Signature(MAIN, List.of(), List.of(), 0, primitive, false);
  }

  String name() {
    return "f" + index;
  }

  boolean isMain() {
    return index == MAIN;
  }

  boolean isRecursive() {
    return selfCalls > 0;
  }
}
