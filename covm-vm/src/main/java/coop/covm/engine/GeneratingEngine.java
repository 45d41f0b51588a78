package coop.covm.engine;

import coop.covm.bytecode.Module;
import java.util.Optional;

/**
 * The engine that makes JVM classes of what runs long, and leaves the rest to the interpreter. Both
 * do the same, so nobody can tell but by the time. May be used by many threads at once.
 */
public final class GeneratingEngine implements Engine {
  private final GeneratedClasses classes = new GeneratedClasses();
  private final boolean atOnce;

  private GeneratingEngine(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Generates code for what outlasts a first slice of fuel, so that small programs never pay. */
  public static GeneratingEngine afterFirstSlice() {
    return new GeneratingEngine(false);
  }

  /** Generates code before a program begins. */
  public static GeneratingEngine atOnce() {
    return new GeneratingEngine(true);
  }

  @Override
  public Outcome run(Module module, RunRequest request) {
    return execution(module, request).outcome();
  }

  @Override
  public PieceOutcome runPiece(Module module, RunRequest request, Optional<OpenTransaction> from) {
    return execution(module, request).piece(from);
  }

  private Execution execution(Module module, RunRequest request) {
    return new Execution(
        module, request, machine -> new GeneratedTier(machine, classes).run(atOnce));
  }
}
