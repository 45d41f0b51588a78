package coop.covm.engine.classes;

import coop.covm.engine.kinds.Kind;

/**
 * Where generated code finds what is at a place of the program's stack. Constants and variables are
 * fetched only when they are used; the rest lies in a local of the JVM that is the place's own.
 */
public sealed interface Operand {
  /** How it is kept. */
  Kind kind();

  /** In the place's own local of that kind. */
  record Placed(int height, Kind kind) implements Operand {}

  /** What a variable holds, which has not been stored since. */
  record Variable(int index, Kind kind) implements Operand {}

  /**
   * What a variable holds, as a value that is not counted yet as held by the stack, too; see {@link
   * Lending}.
   *
   * @param site where it was loaded, for an error when it is counted
   */
  record Lent(int index, int site) implements Operand {
    @Override
    public Kind kind() {
      return Kind.REFERENCE;
    }
  }

  /** A constant number. */
  record Numeral(double value) implements Operand {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** A constant boolean. */
  record Truth(boolean value) implements Operand {
    @Override
    public Kind kind() {
      return Kind.BOOLEAN;
    }
  }

  /** A constant of the module that is neither number nor boolean. */
  record Constant(int index) implements Operand {
    @Override
    public Kind kind() {
      return Kind.REFERENCE;
    }
  }
}
