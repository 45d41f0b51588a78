package coop.covm.engine;

/** Which engine runs a program. All give the same output, results, fuel and errors. */
public enum EngineChoice {
  /** The interpreter at first, generated code for what lasts. */
  AUTO,
  /** The reference interpreter alone. */
  INTERPRETER,
  /** Generated code from the first instruction on, as far as it can be generated. */
  COMPILED
}
