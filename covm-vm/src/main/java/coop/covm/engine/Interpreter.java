package coop.covm.engine;

import coop.covm.bytecode.Module;

/** The reference engine: one plain switch over the code. */
public final class Interpreter implements Engine {
  @Override
  public Outcome run(Module module, RunRequest request) {
    throw new UnsupportedOperationException(module.sourceName() + request);
  }
}
