package coop.covm.engine.classes;

/** What becomes of an instruction in generated code. */
enum Treatment {
  /** A few instructions of the JVM, which charge nothing. */
  INLINE,
  /** A method is called that may charge. */
  CALLED,
  /** The interpreter does it. */
  LEFT;

  boolean endsStretch() {
    return this != INLINE;
  }
}
