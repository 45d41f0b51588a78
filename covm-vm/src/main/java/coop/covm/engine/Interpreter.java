package coop.covm.engine;

import coop.covm.bytecode.Module;
import java.util.Optional;

/**
 * The reference engine: one plain switch over the code. It runs on the caller's thread and never
 * recurses, so a program's calls need no stack of the JVM. An interrupt of the thread ends the run,
 * which clears the thread's flag.
 */
public final class Interpreter implements Engine {
  @Override
  public Outcome run(Module module, RunRequest request) {
    return execution(module, request).outcome();
  }

  @Override
  public PieceOutcome runPiece(Module module, RunRequest request, Optional<OpenTransaction> from) {
    return execution(module, request).piece(from);
  }

  private static Execution execution(Module module, RunRequest request) {
    return new Execution(module, request, FusedLoop::runAll);
  }
}
