package coop.covm.syntax;

/**
 * What is around a block.
 *
 * @param inLoop whether {@code break} and {@code continue} have a loop to go to
 * @param inFunction whether {@code return} has a function to leave
 * @param lenient whether the block stands under a header that was not understood, so that nobody
 *     can say what belongs in it
 */
record Context(boolean inLoop, boolean inFunction, boolean lenient) {
  static final Context TOP = new Context(false, false, false);
  static final Context FUNCTION = new Context(false, true, false);

  Context loop() {
    return new Context(true, inFunction, lenient);
  }

  Context withLenience() {
    return new Context(true, true, true);
  }
}
