package coop.covm.bytecode;

import java.util.Arrays;

/**
 * The code of a function: words of opcodes and immediates, and where in the source each instruction
 * comes from.
 */
public final class Code {
  private final int[] words;
  private final int[] offsets;
  private final int[] spanStarts;
  private final int[] spanEnds;

  /**
   * @param words opcode numbers, each followed by its immediates
   * @param offsets the offset of each instruction, ascending
   * @param spanStarts for each instruction where its source begins, in UTF-16 units of the text
   * @param spanEnds for each instruction where its source ends, exclusive
   * @throws IllegalArgumentException if the last three are not of one length
   */
  public Code(int[] words, int[] offsets, int[] spanStarts, int[] spanEnds) {
    if (offsets.length != spanStarts.length || offsets.length != spanEnds.length) {
      throw new IllegalArgumentException(
          "%s offsets, %s beginnings and %s ends of places"
              .formatted(offsets.length, spanStarts.length, spanEnds.length));
    }
    this.words = words.clone();
    this.offsets = offsets.clone();
    this.spanStarts = spanStarts.clone();
    this.spanEnds = spanEnds.clone();
  }

  /** Code whose instructions come from no place in the source: all are at its beginning, empty. */
  static Code withoutPlaces(int[] words, int[] offsets) {
    int[] nowhere = new int[offsets.length];
    return new Code(words, offsets, nowhere, nowhere);
  }

  /** The same code as one whose instructions come from no place in the source. */
  public Code withoutPlaces() {
    return withoutPlaces(words, offsets);
  }

  /** How many words there are. */
  public int length() {
    return words.length;
  }

  public int word(int offset) {
    return words[offset];
  }

  /** A copy of all words, for an engine to keep. */
  public int[] words() {
    return words.clone();
  }

  /** How many entries the table of places has; in a verified module one for each instruction. */
  public int places() {
    return offsets.length;
  }

  public int placeOffset(int index) {
    return offsets[index];
  }

  public int spanStart(int index) {
    return spanStarts[index];
  }

  public int spanEnd(int index) {
    return spanEnds[index];
  }

  /** The index of the instruction that begins at the offset, or that the offset lies in. */
  public int placeOf(int offset) {
    int found = Arrays.binarySearch(offsets, offset);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }
}
