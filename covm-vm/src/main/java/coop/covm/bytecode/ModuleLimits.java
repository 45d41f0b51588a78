package coop.covm.bytecode;

/**
 * The greatest sizes of a module. They bound what reading, verifying and starting a module can cost
 * before its run's own limits count, whoever made the module.
 *
 * <p>Two kinds. What a source of {@link #SOURCE_BYTES} can pass, the compiler checks and reports:
 * {@link #VARIABLES}, {@link #HIDDEN}, {@link #STACK}, {@link #WORDS}. The others are so high that
 * no such source reaches them; only a module made by hand does.
 */
public final class ModuleLimits {
  /**
   * Bytes of a module file: 16 MiB. The densest source of {@link #SOURCE_BYTES} gives less than 12
   * MiB: itself, its code and its literals.
   */
  public static final int FILE_BYTES = 16 << 20;

  /** Bytes of the source text in UTF-8: 1 MiB, as for a source file. */
  public static final int SOURCE_BYTES = 1 << 20;

  /** Bytes of the source's name in UTF-8: what the longest path of common systems has. */
  public static final int SOURCE_NAME_BYTES = 4096;

  /**
   * Constants. {@code push 1;} is the shortest source of one and has 7 bytes, so a source has fewer
   * than 150,000.
   */
  public static final int CONSTANTS = 1 << 18;

  /**
   * Bytes of all constants together, as {@link coop.covm.value.Value#byteSize} counts: 16 MiB, the
   * default bound of one value in a run. It bounds the elements too, since each counts 8 bytes and
   * its own. The densest source, {@code [1,1,…]}, makes 8 MiB.
   */
  public static final long CONSTANT_BYTES = 16L << 20;

  /** Templates. An f-string with its instruction has at least 7 bytes of source. */
  public static final int TEMPLATES = 1 << 18;

  /**
   * Fixed texts of all templates together, one more than holes in each. A hole has at least 3 bytes
   * of source.
   */
  public static final int ALL_TEXTS = 1 << 19;

  /**
   * Functions, the program itself included. {@code def a():} with the shortest block has 14 bytes
   * of source.
   */
  public static final int FUNCTIONS = 1 << 17;

  /** Variables of all functions together. A parameter has at least 2 bytes of source. */
  public static final int ALL_VARIABLES = 1 << 19;

  /**
   * Named variables of one function, parameters included: 4,096. A frame holds a place for each, so
   * this bounds what one call allocates and clears.
   */
  public static final int VARIABLES = 4096;

  /**
   * Hidden slots of one function: 4,096, for the reason of {@link #VARIABLES}. Loops that do not
   * stand in each other may use the same slot.
   */
  public static final int HIDDEN = 4096;

  /**
   * The height of one function's stack, and so its results and the holes of a template: 4,096, for
   * the reason of {@link #VARIABLES}.
   */
  public static final int STACK = 4096;

  /**
   * Words of code of all functions together: 1,048,576. Ordinary source gives less than 0.8 words a
   * byte; only {@code break} out of many {@code transaction:} blocks, again and again, gives more.
   */
  public static final int WORDS = 1 << 20;

  private ModuleLimits() {}
}
