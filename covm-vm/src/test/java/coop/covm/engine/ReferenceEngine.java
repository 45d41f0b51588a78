package coop.covm.engine;

import coop.covm.bytecode.Module;
import java.util.Optional;

/** One instruction after the other in the plain loop, which both engines have to agree with. */
public final class ReferenceEngine implements Engine {
  @Override
  public Outcome run(Module module, RunRequest request) {
    return execution(module, request).outcome();
  }

  @Override
  public PieceOutcome runPiece(Module module, RunRequest request, Optional<OpenTransaction> from) {
    return execution(module, request).piece(from);
  }

  private static Execution execution(Module module, RunRequest request) {
    return new Execution(module, request, m -> DispatchLoop.run(m, DispatchLoop.Until.END));
  }
}
