package coop.covm.engine;

import coop.covm.bytecode.Disassembler;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.SourceLines;

/** Runs a machine one instruction at a time, and tells a tracer before each. */
final class Tracing {
  private Tracing() {}

  static void run(Machine m, Tracer tracer) {
    Module module = m.module.module;
    SourceLines lines = SourceLines.of(module);
    while (!m.finished) {
      tracer.before(
          m.line(lines),
          Disassembler.instruction(module, m.function.function, m.pc),
          m.frames.depth(),
          m.stack(m.sp));
      DispatchLoop.run(m, true);
    }
  }
}
