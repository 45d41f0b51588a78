package coop.covm.engine;

import coop.covm.bytecode.Module;

/** One instruction after the other in the plain loop, which both engines have to agree with. */
public final class ReferenceEngine implements Engine {
  @Override
  public Outcome run(Module module, RunRequest request) {
    return new Execution(module, request, m -> DispatchLoop.run(m, DispatchLoop.Until.END))
        .outcome();
  }
}
