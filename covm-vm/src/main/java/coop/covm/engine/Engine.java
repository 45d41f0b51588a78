package coop.covm.engine;

import coop.covm.bytecode.Module;

/** Runs programs. All engines give the same output, results, fuel and errors for the same run. */
public interface Engine {
  /**
   * Runs a module to its end, its error or its limit. What went wrong in the program or the storage
   * is in the outcome; only bugs are thrown. When it returns no transaction of the run is open.
   *
   * @param module a verified module
   * @param request all that the run depends on; its session is used by this run alone
   */
  Outcome run(Module module, RunRequest request);
}
