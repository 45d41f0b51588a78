package coop.covm.engine;

/** The engines of a process or a part of it, which keep the code that they generate. */
public final class Engines {
  private final Engine interpreter = new Interpreter();
  private final Engine auto = GeneratingEngine.afterFirstSlice();
  private final Engine compiled = GeneratingEngine.atOnce();

  /** The engine of a choice; may be used by many threads at once. */
  public Engine of(EngineChoice choice) {
    return switch (choice) {
      case AUTO -> auto;
      case INTERPRETER -> interpreter;
      case COMPILED -> compiled;
    };
  }
}
