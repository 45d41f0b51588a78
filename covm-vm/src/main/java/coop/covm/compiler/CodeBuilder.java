package coop.covm.compiler;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Span;
import java.util.Arrays;

/**
 * Collects the code of one function, with the place of each instruction in the source and the
 * height of the stack.
 */
final class CodeBuilder {
  private int[] words = new int[64];
  private int length;
  private int[] offsets = new int[32];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;
  private int height;
  private int maxHeight;

  /** A place in the code that jumps lead to, bound before or after them. */
  static final class Label {
    private static final int UNBOUND = -1;

    private int offset = UNBOUND;
    private int[] jumps = new int[2];
    private int jumpCount;

    private void addJump(int word) {
      if (jumpCount == jumps.length) {
        jumps = Arrays.copyOf(jumps, jumpCount * 2);
      }
      jumps[jumpCount++] = word;
    }

    /** Whether a jump leads to it. */
    boolean isUsed() {
      return jumpCount > 0;
    }
  }

  int height() {
    return height;
  }

  /**
   * Says how high the stack is where a path begins that does not fall from the last instruction.
   */
  void beginPath(int newHeight) {
    height = newHeight;
  }

  /** Adds an instruction without a target, whose effect is the opcode's own. */
  void add(Span span, Opcode opcode, int... immediates) {
    addWithEffect(span, opcode, opcode.pops(), opcode.pushes(), immediates);
  }

  /** Adds an instruction without a target, whose effect is more than the opcode's own. */
  void addWithEffect(Span span, Opcode opcode, int pops, int pushes, int... immediates) {
    begin(span, opcode);
    for (int immediate : immediates) {
      word(immediate);
    }
    height += pushes - pops;
    maxHeight = Math.max(maxHeight, height);
  }

  /** Adds an instruction whose last immediate is a target. */
  void jump(Span span, Opcode opcode, Label target, int... immediates) {
    begin(span, opcode);
    for (int immediate : immediates) {
      word(immediate);
    }
    target.addJump(length);
    word(target.offset);
    height += opcode.pushes() - opcode.pops();
  }

  /** Binds a label to the next instruction. */
  void bind(Label label) {
    label.offset = length;
    // Jumps that come later read the offset; those before are completed now.
    for (int i = 0; i < label.jumpCount; i++) {
      words[label.jumps[i]] = length;
    }
  }

  private void begin(Span span, Opcode opcode) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    offsets[count] = length;
    starts[count] = span.start();
    ends[count] = span.end();
    count++;
    word(opcode.number());
  }

  private void word(int word) {
    if (length == words.length) {
      words = Arrays.copyOf(words, length * 2);
    }
    words[length++] = word;
  }

  /** The greatest height that the stack reached. */
  int maxHeight() {
    return maxHeight;
  }

  Code code() {
    return new Code(
        Arrays.copyOf(words, length),
        Arrays.copyOf(offsets, count),
        Arrays.copyOf(starts, count),
        Arrays.copyOf(ends, count));
  }
}
